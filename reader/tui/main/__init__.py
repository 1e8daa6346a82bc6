"""The main screen: what joins the panes, the session and the commands."""
