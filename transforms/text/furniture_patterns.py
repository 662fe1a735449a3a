"""Fixed phrases of page furniture, keyed by how a line begins; in some thirty languages.

Source: NEWSWIRE.md section 2.4, and the same phrases in the other languages of its section 2.2.
"""

from __future__ import annotations

import re
from typing import Final

# A line that begins with one of these is furniture of the given reason. Matched on the case-folded line; "…" at the end of an
# entry means that the line must be short, since the words begin sentences as well.
_STARTS: Final[dict[str, str]] = {
    "cut_to_end": """
        also read|meer uit|recommended|recommended for you|recommended stories|you may also like|you might also like|more from|more stories|more on this story|most read|most popular|
        trending now|trending stories|top stories|related news|related articles|related stories|related posts|related topics|related content|editor's picks|editors' picks|latest news|
        popular stories|must read|don't miss|what to read next|more in news|more news|other stories|next article|previous article|next post|previous post|sponsored content|
        promoted stories|around the web|comments|leave a reply|leave a comment|post a comment|join the conversation|write a comment|
        meer over|meer nieuws|lees meer over|verwante artikelen|aanbevolen|gerelateerd|mehr aus|mehr zum thema|mehr zu|weitere artikel|weitere meldungen|weitere nachrichten|lesen sie auch diese|das könnte sie auch interessieren|
        das könnte sie interessieren|meistgelesen|zum thema|zur startseite|kommentare|mehr nachrichten|neueste artikel|ähnliche artikel|
        à lire également sur|sur le même sujet|dans la même rubrique|les plus lus|articles similaires|vous aimerez aussi|à la une|voir aussi sur|plus d'articles|articles liés|commentaires|ailleurs sur le web|nos autres articles|
        noticias relacionadas|te puede interesar|te recomendamos|lo más leído|lo más visto|más noticias|más sobre|temas relacionados|artículos relacionados|también te puede interesar|notas relacionadas|comentarios|más información sobre|contenido relacionado|más de|
        notícias relacionadas|mais lidas|mais notícias|mais sobre|mais de|veja mais|veja também outras|matérias relacionadas|conteúdo relacionado|comentários|últimas notícias|recomendados para você|recomendadas|tópicos relacionados|artigos relacionados|
        articoli correlati|notizie correlate|potrebbe interessarti|ti potrebbe interessare|i più letti|altre notizie|leggi altre notizie|commenti|ultime notizie|
        läs mer om|läs fler|relaterade artiklar|mest läst|mest lästa|mer om ämnet|relaterte saker|mest lest|mest læste|relaterede artikler|flere nyheder|siste nytt|senaste nytt|lue myös nämä|luetuimmat|
        zobacz również|zobacz też|czytaj więcej|najczęściej czytane|polecane|powiązane artykuły|najnowsze|zobacz także|komentarze|mohlo by vás zajímat|nejčtenější|související články|súvisiace články|najčítanejšie|diskuse|
        kapcsolódó cikkek|ajánlott cikkek|legolvasottabb|további hírek|citeşte şi|citește și alte|știri similare|ştiri pe aceeaşi temă|cele mai citite|articole similare|povezane vijesti|povezani članci|najčitanije|pročitajte još|vezane vesti|
        διαβάστε επίσης|δείτε επίσης|σχετικά άρθρα|σχετικές ειδήσεις|δημοφιλή|περισσότερα|
        читайте также|читать также|смотрите также|материалы по теме|по теме|новости по теме|другие новости|самое читаемое|популярное|похожие материалы|читайте по теме|комментарии|другие материалы|лента новостей|главное за день|
        читайте також|дивіться також|новини за темою|популярні новини|схожі новини|прочетете още|вижте също|още по темата|най-четени|прочитајте још|повезане вести|
        ilgili haberler|benzer haberler|çok okunanlar|diğer haberler|son haberler|en çok okunanlar|öne çıkanlar|ilginizi çekebilir|yorumlar|
        اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|اقرأ ايضا|اقرا ايضا|موضوعات تهمك|مواضيع ذات صلة|أخبار ذات صلة|مقالات ذات صلة|الأكثر قراءة|شاهد أيضا|شاهد أيضاً|مواد متعلقة|قد يهمك|قد يهمك أيضا|المزيد من|التعليقات|اخبار متعلقة|
        بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط|پربازدیدترین|نظرات|קרא עוד|כתבות נוספות|עוד באתר|यह भी पढ़ें|ये भी पढ़ें|संबंधित खबरें|আরও পড়ুন|আরো পড়ুন|
        延伸閱讀|延伸阅读|相關新聞|相关新闻|相关阅读|相關閱讀|推荐阅读|推薦閱讀|更多新闻|更多新聞|热门文章|熱門新聞|猜你喜欢|猜你喜歡|相关文章|相關文章|您可能感兴趣|看更多|
        関連記事|あわせて読みたい|おすすめ記事|アクセスランキング|こちらも読まれています|人気記事|관련기사|관련 기사|많이 본 뉴스|인기기사|추천기사|주요뉴스|이 시각 주요뉴스|
        baca juga|baca selengkapnya|berita terkait|artikel terkait|berita populer|artikel terpopuler|simak juga|lihat juga|baca artikel|tin liên quan|xem thêm|đọc thêm|có thể bạn quan tâm|tin cùng chuyên mục|bài liên quan|ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม|อ่านข่าวเพิ่มเติม|เรื่องที่เกี่ยวข้อง""",
    "related": """
        read also|read more|read next|read the full story|see also|see more|also see|watch|watch also|watch now|related:|more:|click here|continue reading|full story|keep reading|read:|also on|listen to|
        à lire aussi|a lire aussi|lire aussi|lire la suite|voir aussi|à voir aussi|lire également|à lire également|lire plus|en savoir plus|à lire|regarder|écouter|
        lea también|lea además|leer también|leer más|leer original|lee también|lee además|ver también|ver más|sigue leyendo|le puede interesar|además:|lea:|vea también|más información|
        leia também|leia mais|leia:|leia ainda|veja também|saiba mais|continue lendo|continua após a publicidade|continua depois da publicidade|leia a íntegra|confira também|assista|
        leggi anche|leggi di più|leggi tutto|continua a leggere|guarda anche|vedi anche|approfondisci|
        lees ook|lees verder|lees meer|bekijk ook|zie ook|lesen sie auch|lesen sie mehr|lesen sie hier|lies auch|lies mehr|mehr dazu|weiterlesen|mehr lesen|auch interessant|siehe auch|hier lesen sie|
        läs också|läs även|läs mer|les også|les mer|læs også|læs mere|se også|se också|lue myös|lue lisää|
        czytaj też|czytaj także|czytaj dalej|przeczytaj także|przeczytaj też|čtěte také|čtěte více|čítajte aj|prečítajte si aj|více zde|viac čítajte|olvasd el|olvassa el|citiţi şi|citește și|citeste si|citiți și|vezi și|pročitajte i|čitajte|preberite tudi|
        διαβάστε|δείτε|читать далее|читать полностью|читать в полной версии|подробнее|подробности|далее|смотреть|ещё по теме|детальніше|докладніше|читати далі|читати також|прочети още|виж още|повече за|
        ayrıca okuyun|devamını oku|haberin devamı|bunlara da bakın|okumaya devam et|tıklayın|
        اقرأ المزيد|لقراءة المزيد|للمزيد|تابع القراءة|شاهد|طالع أيضا|إقرأ المزيد|ادامه مطلب|بیشتر بدانید|ببینید|קראו עוד|לקריאה נוספת|और पढ़ें|पढ़ें|
        阅读更多|閱讀更多|查看更多|阅读全文|閱讀全文|點擊|点击|続きを読む|詳しくはこちら|次ページ|더 보기|기사 더보기|lihat selengkapnya|baca:|xem:|mời bạn đọc|อ่านต่อ|ดูเพิ่มเติม|soma pia|soma zaidi|basahin din""",
    "subscription": """
        sign up|subscribe|subscribe to|subscribe now|subscribe today|log in|login|already a subscriber|join our|join us on|follow us|follow @|get the latest|get our|download our|download the|register now|register for|become a member|support our|
        donate|to continue reading|create a free account|this content is for|this article is for|you have reached your|unlock|start your free trial|enter your email|thank you for|share this|share on|share:|tweet|print this|email this|click to|tap to|
        receive our|stay up to date|stay informed|for more news|for latest|like us on|find us on|our newsletter|newsletter|whatsapp channel|
        abonnez-vous|s'abonner|inscrivez-vous|déjà abonné|pour continuer à lire|pour lire la suite|suivez-nous|recevez|rejoignez-nous|partager|télécharger l'app|il vous reste|cet article est réservé|la suite est réservée|soutenez|je m'abonne|newsletters|créez un compte|
        suscríbete|suscríbase|regístrate|inicia sesión|síguenos|síguenos en|únete|recibe|recibe las|compartir|compartí|hazte socio|para seguir leyendo|apúntate|sigue toda la información|descarga|
        seja assinante|assine|assine já|assine agora|inscreva-se|cadastre-se|siga-nos|siga o|siga a|receba|compartilhe|faça login|já é assinante|para continuar lendo|entre no grupo|participe do|baixe o|clique aqui|acesse|partilhar|subscreva|
        iscriviti|iscriviti al|abbonati|accedi|registrati|seguici|ricevi|condividi|sei già abbonato|per continuare a leggere|scarica|clicca qui|
        schließen sie jetzt|jetzt abonnieren|abonnieren sie|newsletter|melden sie sich|jetzt anmelden|registrieren sie|folgen sie uns|teilen|jetzt testen|weiterlesen mit|sie haben bereits|diesen artikel|jetzt kostenlos|testen sie|werden sie|hier können sie|lesen sie weiter mit|
        abonneer|meld je aan|schrijf je in|volg ons|deel dit|log in|prenumerera|logga in|följ oss|dela|abonner|logg inn|log ind|følg oss|følg os|del artikkelen|tilaa|kirjaudu|jaa artikkeli|
        zapisz się|subskrybuj|zaloguj|obserwuj nas|udostępnij|dołącz do|přihlaste se|předplaťte|sdílet|sledujte nás|prihláste sa|predplaťte si|zdieľať|iratkozz fel|iratkozzon fel|kövess|előfizet|abonează-te|abonaţi-vă|urmăreşte|urmărește|distribuie|pretplati|prijavite se|pratite nas|podeli|
        εγγραφείτε|ακολουθήστε|συνδεθείτε|κάντε εγγραφή|подпишитесь|подписывайтесь|подписаться|войти|войдите|зарегистрируйтесь|поделиться|следите за|присоединяйтесь|оформите подписку|підпишіться|підписуйтесь|увійти|поділитися|абонирайте|последвайте|споделете|
        abone ol|abone olun|üye ol|giriş yap|takip edin|bizi takip|paylaş|kaydol|uygulamayı indir|
        اشترك|اشتركوا|سجل|تسجيل الدخول|تابعنا|تابعونا|شارك|انضم|حمل التطبيق|للاشتراك|عضو شوید|ثبت نام|ما را در|הירשמו|התחברו|עקבו אחרינו|सब्सक्राइब|फॉलो करें|
        订阅|訂閱|登录|登入|注册|註冊|关注我们|追蹤|分享|扫一扫|掃描|请登录|請登入|会员登録|ログイン|無料登録|フォロー|シェア|この記事は会員|有料会員|残り|구독|로그인|회원가입|팔로우|공유하기|
        berlangganan|langganan|daftar|masuk|ikuti kami|bagikan|dapatkan|đăng ký|đăng nhập|theo dõi|chia sẻ|สมัครสมาชิก|ติดตามข่าว|แชร์""",
    "cookies": """
        this website uses cookies|this site uses cookies|we use cookies|we and our partners|by continuing to|cookie|cookies|accept all|manage consent|privacy policy|terms of use|terms of service|your privacy|your consent|
        ce site web utilise|ce site utilise|nous utilisons des cookies|en poursuivant|accepter|politique de confidentialité|este sitio web utiliza|este sitio utiliza|utilizamos cookies|usamos cookies|aceptar|política de privacidad|este site utiliza|este site usa|ao continuar|
        questo sito utilizza|questo sito usa|utilizziamo i cookie|informativa sulla privacy|diese website verwendet|diese webseite verwendet|wir verwenden cookies|datenschutz|um diesen inhalt|zur anzeige|mit ihrer zustimmung|externer inhalt|an dieser stelle|
        deze website gebruikt|wij gebruiken cookies|wij maken gebruik|denna webbplats använder|vi använder cookies|vi bruger cookies|denne nettsiden bruker|sivusto käyttää|ta strona używa|ta strona korzysta|używamy plików cookie|tento web používá|táto stránka používa|
        a weboldal|acest site folosește|acest site foloseşte|ovaj sajt koristi|ova stranica koristi|ο ιστότοπος|этот сайт использует|мы используем|сайт використовує|bu site çerez|bu web sitesi|يستخدم هذا الموقع|نستخدم ملفات|این سایت از|請同意|请同意|本網站使用|本网站使用|当サイトでは|이 사이트는|situs ini menggunakan|kami menggunakan|trang web này sử dụng|เว็บไซต์นี้ใช้""",
    "advertisement": """
        advertisement|advertising|ad|ads|sponsored|promoted|story continues below|article continues below|continues below|scroll to continue|ad feedback|publicité|publicité:|annonce|la suite après la publicité|publicidad|publicidad:|anuncio|publicidade|anúncio|pub|pubblicità|annuncio|
        anzeige|werbung|advertentie|reclame|annons|annonse|annonce|mainos|reklama|reklam|reclama|publicitate|hirdetés|oglas|реклама|διαφήμιση|ilan|إعلان|اعلان|إعلانات|تبلیغات|آگهی|פרסומת|विज्ञापन|বিজ্ঞাপন|广告|廣告|広告|광고|iklan|quảng cáo|โฆษณา|tangazo""",
    "copying": """
        무단 전재|무단전재|저작권자|<저작권자|禁止转载|未经授权|未經授權|未经许可|無断転載|本文不代表|版权声明|免责声明|声明：|聲明：|本網站文字|kopiranje|kopírovanie|kopírování|kopiowanie|zakaz|alle rechten voorbehouden|riproduzione riservata|reprodução proibida|é proibida a reprodução|
        todos os direitos reservados|todos los derechos reservados|prohibida la reproducción|prohibida su reproducción|tous droits réservés|reproduction interdite|toute reproduction|alle rechte vorbehalten|vervielfältigung|all rights reserved|no part of this|unauthorized reproduction|republication of|
        все права защищены|использование материалов|перепечатка|усі права|використання матеріалів|всички права|her hakkı saklıdır|izinsiz|جميع الحقوق محفوظة|کلیه حقوق|כל הזכויות|wszelkie prawa|všechna práva|všetky práva|minden jog|toate drepturile|sva prava|hak cipta|bản quyền|สงวนลิขสิทธิ์""",
}  # fmt: skip
"""Beginnings of furniture lines; the reason is the key."""


def _table() -> dict[str, tuple[tuple[str, str], ...]]:
    """Beginnings by their first word (or, without spaces, first two characters), longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for reason, block in _STARTS.items():
        for raw in block.replace("\n", "").split("|"):
            phrase = " ".join(raw.split()).casefold()
            if phrase:
                found.setdefault(first_key(phrase), []).append((phrase, reason))
    return {key: tuple(sorted(set(entries), key=lambda e: (-len(e[0]), e))) for key, entries in found.items()}


def first_key(folded: str) -> str:
    """Key of a case-folded line or phrase: its first word, or its first two characters where words are not spaced."""
    if (folded and "\u0e00" <= folded[0] <= "\u0e7f") or "\u2e80" <= folded[:1] <= "\ud7af":
        return folded[:2]
    word = folded.split(None, 1)[0] if folded else ""
    return word.rstrip(":：.,!»>|-–—…") or word


STARTS: Final = _table()
"""First word -> (phrase, reason) pairs."""
PHRASES: Final = {key: tuple(phrase for phrase, _ in entries) for key, entries in STARTS.items()}
"""First word -> phrases, to ask for all of them at once."""

FULL_ONLY: Final = frozenset(
    [
        "ad", "ads", "pub", "comments", "watch", "more:", "recommended", "more from", "more on", "más de", "mais de", "mehr zu", "mehr aus", "share:", "newsletter", "tweet", "login", "log in",
        "popular", "commentaires", "comentarios", "comentários", "commenti", "kommentare", "zum thema", "по теме", "подробности", "далее", "популярное", "главное за день", "περισσότερα", "daftar", "masuk", "teilen",
        "dela", "partager", "compartir", "condividi", "paylaş", "شارك", "شاهد", "分享", "登录", "登入", "注册", "フォロー", "シェア", "残り", "donate", "register for", "support our", "assista", "acesse", "recibe", "receba", "ricevi", "recevez",
        "descarga", "scarica", "regarder", "écouter", "ilan", "oglas", "annonce", "reklam", "reklama", "zakaz", "this article is for", "diesen artikel", "thank you for", "accept all", "cookie", "cookies", "accepter", "aceptar", "datenschutz",
        "an dieser stelle", "hier können sie", "werden sie", "testen sie", "unlock", "follow @", "à la une", "à lire", "διαβάστε", "δείτε", "смотреть", "ببینید", "पढ़ें", "المزيد من", "سجل", "انضم", "podeli", "čitajte", "distribuie", "receive our", "get our",
        "download the", "download our", "by continuing to", "en poursuivant", "ao continuar", "мы используем", "usamos cookies", "unauthorized reproduction", "kami menggunakan", "войти", "dołącz do", "annons", "mainos", "vervielfältigung", "kopiranje", "перепечатка",
        "watch also", "watch now", "listen to", "also on", "latest news", "top stories", "must read", "don't miss", "polecane", "najnowsze", "trending now", "other stories", "sigue toda la información", "for latest", "for more news", "click to", "tap to", "mehr dazu", "soutenez",
    ]
)  # fmt: skip
"""Phrases that begin sentences too: the line must be that phrase, a colon behind it, or a few words without an end."""

SPINNER: Final = re.compile(
    r"^Sources?\s*:?\s*\d{1,2}\s*[/.)]\s*https?://|mention(?:ed)?\s+sources?\s+can\s+contact\s+us",
    re.IGNORECASE,
)
DISCLAIMER: Final = re.compile(
    r"(?:^|[(\[*]\s?|(?<=[.!?]\s))(?:except\s+for\s+the\s+headline|disclaimer\b|this\s+(?:story|article|report|news|copy|content|post)\s+(?:has|was|is|have)\s+(?:not\s+)?(?:been\s+)?(?:\w+\s+){0,2}?(?:edited|published|auto|generated|sourced|taken|produced|first\s+published|originally|translated|republished|supplied|provided|created|distributed)|"
    r"this\s+is\s+an?\s+(?:unedited|auto)|the\s+above\s+(?:news|story|article|content)|(?:only|with)\s+the\s+headline|the\s+(?:content|text|story)\s+(?:of\s+this\s+\w+\s+)?(?:is|was|has\s+been)\s+(?:auto|not\s+edited)|the\s+views\s+expressed|(?:edited|published)\s+from\s+a\s+syndicated|story\s+by\s+syndicated|"
    r"cet\s+article\s+(?:a\s+été|est)\s+(?:\w+\s+){0,2}?(?:publié|traduit|généré|rédigé)|(?:dieser|der)\s+(?:artikel|text|beitrag)\s+(?:wurde|ist|stammt)\s+(?:\w+\s+){0,3}?(?:automatisch|übersetzt|redaktionell|direkt|von\s+der)|(?:diese|die)\s+(?:meldung|nachricht)\s+(?:wurde|ist|stammt)\s|"
    r"este\s+(?:artículo|contenido|texto)\s+(?:fue|ha\s+sido)\s+(?:\w+\s+){0,2}?(?:publicado|generado|traducido|elaborado)|este\s+(?:artigo|conteúdo|texto|material)\s+(?:foi|é)\s+(?:\w+\s+){0,2}?(?:publicado|gerado|traduzido|produzido)|questo\s+(?:articolo|contenuto)\s+è\s+(?:\w+\s+){0,2}?(?:stato|tradotto|generato))",
    re.IGNORECASE,
)
"""Notes on where a text was taken from and who did not edit it."""
TRUST: Final = re.compile(
    r"Thomson\s+Reuters\s+Trust\s+Principles|^Our\s+Standards:|^(?:Nuestros\s+Estándares|Nos\s+standards)|Purchase\s+Licensing\s+Rights",
    re.IGNORECASE,
)
