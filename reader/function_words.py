"""The commonest small words of languages: they make two fifths of any running text.

Enough of each to tell a page of prose, and the words that neighbouring languages share stand with
all of them, so that a shared word speaks for none. Languages that ``langdetect`` does not know
(Galician, Serbian in Cyrillic, Belarusian) are here to keep their neighbours from being taken for
certain.
"""

from __future__ import annotations

from functools import cache

WORDS = {
    "de": "der die das und in den von zu mit ist im für auf des sich nicht dem ein eine auch als"
    " es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über"
    " einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich wir"
    " ihre kann wenn hatte gegen vom können schon unter seine keine diese dieser ihr uns was"
    " worden waren sowie ab",
    "en": "the of and to in a is that for it as was with on be by at this have from or had not"
    " are but an they which you were all her she there would their we him been has when who"
    " will no if out so said what up its about than into them can only other time new some"
    " could these two may do my your his he i more after also did many before must over our"
    " how while where those",
    "nl": "de het een van en in is dat op te zijn voor met die niet er aan om ook als bij door"
    " uit naar dan maar over hij nog wordt werd tot heeft hebben deze worden dit was meer"
    " kan of zich al geen zal ze hun onder moet veel wel mensen na daar ik wat je we zo haar"
    " omdat tegen",
    "fr": "de la le et les des en un une du que est dans qui par pour pas au sur ne se plus ce il"
    " sont a avec son aux ou être cette ont mais sa ses d l qu n s c j on nous été deux leur"
    " comme fait elle même tout ces si entre sans dont après leurs aussi peut très vous y je"
    " lui encore",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus"
    " le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde"
    " quien desde todo nos durante todos uno les ni contra otros ese eso ante ellos e esto"
    " había es son ha fue han según está ser años dos tiene",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi"
    " ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até"
    " isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você"
    " tinha foram essa num nem suas meu às minha têm numa pelos são ainda sobre anos segundo",
    "gl": "de a o que e do da en un para é con non unha os no se na por máis as dos como pero foi"
    " ao el das ten seu súa ou ser cando moi hai nos xa está eu tamén só polo pola ata iso"
    " ela entre era sen mesmo aos ter quen nas esta este estes pode sobre anos segundo desde"
    " aínda",
    "it": "di e il la che in a per un è una non i del con da le si dei sono al ha della come gli"
    " lo nel alla più anche se delle l d dal su o ma ai nella ed sua suo degli dalla questo"
    " essere chi ci stato due tra hanno cui dopo già anni prima sul c quando questa era loro"
    " fra molto così tutti solo poi senza stata nei sulla allo fatto",
    "ca": "de la i el a que en les els per un una del amb no és es al se ha d l s n més com van"
    " són o pel va seva seu entre també aquest aquesta però dels sobre ser molt fins hi ja"
    " des aquests ho ni quan tot on any anys dos han estat segons perquè pels sense què",
    "ro": "de în și la a cu pe din că o nu să un se este care pentru mai al ale au fost sunt prin"
    " după ca fi sau iar lui cel cea dar am această acest ce fiind până între doar două ei"
    " lor când fără cum său poate unei unui foarte despre către astfel fie anul asupra",
    "pl": "w i na się z do nie że jest to o jak za po od przez dla przy są był była oraz ale tym"
    " tego co ich jego jej które który może już być także tylko lub ze roku było ma tak czy"
    " jako więc gdy nad można przed go mu bardzo tej też której którzy będzie pod bez między",
    "cs": "a v se na je že s z do o i to k ve pro za by ale si po jako podle od jeho už byl jsou"
    " které který jen tak nebo při co která však jak byla bylo také až ze roku ještě být tím"
    " může jsem ji její mezi než když aby má kde bude před není let pod jejich ty tento",
    "sk": "a v sa na je že s z do o i to k vo pre za by ale si po ako podľa od jeho už bol sú"
    " ktoré ktorý len tak alebo pri čo ktorá však bola bolo tiež až zo roku ešte byť tým"
    " môže som ju jej medzi než keď aby má kde bude pred nie pod ich tie tento aj",
    "hr": "i u je se na da su za od s a o koji što kao iz to ne će bi ili do sa ali koje koja"
    " samo već po kako bio bila bilo nakon te još više prema njegov njegova ima nije biti"
    " može tako dok sve godine pri ove ovaj toga kod pred među sam smo",
    "sl": "in je v na se da za so z s ki pa po od o bi ne iz ali tudi do kot pri še bil bila bilo"
    " kar ko le že med ni lahko zaradi svoj kako ga jih tako ker več bo ter leta pred ob"
    " brez nad vse njegov sem smo",
    "hu": "a az és hogy nem is egy ez meg csak de volt azt mint már még ha el mert van ki kell"
    " ezt vagy lehet után nagyon amely pedig most minden én majd több itt sem szerint között"
    " ezek lesz illetve olyan arra azonban aki ami így ott amikor során",
    "fi": "ja on ei oli se että hän ovat mutta joka ole myös kun niin kuin mukaan sen olla tai jo"
    " ollut vain mitä jos nyt voi sitä tämä sekä hänen vielä koska joita jotka tämän sitten"
    " kaikki siitä muun ne olisi he minä sanoi noin ennen jälkeen vuoden eli tässä siellä",
    "et": "ja on ei et see oli ta kui mis ka ning oma aga või nii seda selle ole kes siis veel ma"
    " mida pole juba olid need väga kuid pärast saab tema oleks sellest aasta üle nagu välja"
    " mitte neid selles eest kõik sest",
    "sv": "och i att det som en på är av för med den till inte har om ett de men var jag sig från"
    " vi så kan man när år säger hon han ska skulle efter också nu sin där vid mot eller"
    " under hade mycket blir alla utan mer finns ut bara här någon över många än dessa varit"
    " detta",
    "da": "og i at det er en på til af for med den som de ikke har der et var jeg sig fra vi om"
    " men så kan man når år siger hun han skal ville efter også nu sin hvor ved mod eller"
    " under havde meget bliver alle uden mere ud bare her over mange end disse været dette"
    " blev hvis kun mellem selv hvad blandt nogle ifølge",
    "no": "og i at det er en på til av for med den som de ikke har et var jeg seg fra vi om men"
    " så kan man når år sier hun han skal ville etter også nå sin der ved mot eller under"
    " hadde mye blir alle uten mer ut bare her over mange enn disse vært dette ble hvis kun"
    " mellom selv hva blant noen ifølge opp",
    "tr": "ve bir bu için da de ile olarak çok daha olan gibi en ne var kadar sonra ise o ki ama"
    " her göre ya değil olduğu mi oldu ancak veya büyük ilk tarafından diye şey bunu yeni"
    " iki önce hem onun ben bunun tüm nasıl böyle içinde üzerinde eden",
    "id": "yang dan di dengan untuk dari ini dalam tidak pada itu adalah akan ke oleh telah juga"
    " atau sebagai tersebut dapat bisa ada karena lebih kami mereka saat hanya sudah kepada"
    " tahun harus bahwa satu menjadi para secara saya seperti namun hingga antara setelah"
    " masih",
    "vi": "và của là có trong cho được với các một không người này những để khi đã đến từ về tại"
    " cũng ra như năm vào sẽ ở trên theo nhiều còn phải sau đó làm tôi nhưng việc đang lại"
    " hay thì mà",
    "tl": "ang ng sa na mga at ay ni si para ito hindi siya kanyang niya isang may kung nang pa"
    " din rin o mula dahil bilang ko lang ako po",
    "af": "die van en in is het nie om te wat met dat vir word sy hy aan op as was by ook deur ek"
    " uit daar maar na kan n haar of tot sal ons hulle oor moet",
    "lt": "ir kad į iš su yra tai kaip o bet ne buvo apie už dėl jis ar jau po tik per nuo metų"
    " labai iki prie taip dar pat savo jo kuris kurie kai gali ji jų bus",
    "lv": "un ir ka no uz ar par kas to bet tas kā vai nav pie ko arī gan tika lai pēc ja savu"
    " vēl bija tā gada jau viņš līdz tikai viņa šī",
    "ru": "и в не на с что по к как это он из за о его но от так у для же то все а было бы был до"
    " который также при или только уже ее они после их чтобы которые время во быть была были"
    " если может года где более этом со есть мы я когда",
    "uk": "і в не на з що до та у за як це про й від для його але він по із а також є при був"
    " було які який були або під час року їх щоб ще після через вже так того яка має може"
    " цього тому коли лише якщо між бути вона вони",
    "be": "і ў не на з што да у за як гэта пра й ад для яго але ён па а таксама быў было якія які"
    " былі або пад іх каб яшчэ пасля праз ужо так таго якая мае можа калі",
    "bg": "на и в за да се от е с по не че са като до ще при но през след или това беше което"
    " също може който които към само има още най му си ги я със във бъде защото ни тази този"
    " много обаче",
    "mk": "на и во за да се од е со по не дека како до ќе при но биде преку потоа или ова беше"
    " кое исто може кој кои кон само има уште му си ги ја тоа што сите овој оваа многу",
    "sr": "и у је се на да су за од с а о који што као из то не ће би или до са али које која"
    " само већ по како био била било након још више према има није бити може тако",
    "ar": "في من على أن إلى التي عن مع هذا ما هذه كان لا الذي بعد بين كما أو قد لم كانت قال ذلك"
    " حيث كل هو خلال وقد هي يوم عام إن غير قبل",
    "fa": "در و به از که این را با است برای آن یک تا بر خود می شده هم کرد شد بود نیز ها های اما"
    " کرده باید گفت هر اگر ما دو بین",
    "ur": "کے میں کی ہے اور سے کا کو اس نے پر کہ ہیں یہ بھی ایک تھا کر ان جو نہیں گیا تھے ہو تو"
    " کہا لیے وہ تھی",
}  # fmt: skip

NEIGHBOURS = frozenset({"gl", "sr", "be"})
"""Languages of the table that are never told, only heeded."""


@cache
def languages_of() -> dict[str, tuple[str, ...]]:
    """For each small word the languages that have it."""
    found: dict[str, dict[str, None]] = {}
    for language, words in WORDS.items():
        for word in words.split():
            found.setdefault(word, {})[language] = None
    return {word: tuple(languages) for word, languages in found.items()}
