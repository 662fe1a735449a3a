"""Four invented stories, each told in many languages: what anchors and alignment must follow across scripts."""

from __future__ import annotations

from typing import Final

FERRY: Final = {
    "en": "ATHENS - A ferry carrying 317 passengers ran aground near Paros on Tuesday. Captain Nikos Vlachos said the engine had "
    "failed at 04:30. The coast guard brought 298 people to Piraeus by noon. Minister Eleni Papadaki promised an inquiry within 45 days. "
    "The operator, Aegean Star, paid 1.2 million euros in damages in 2014.",
    "es": "ATENAS - Un ferri con 317 pasajeros encalló el martes cerca de Paros. El capitán Nikos Vlachos dijo que el motor había "
    "fallado a las 04:30. La guardia costera llevó a 298 personas a El Pireo antes del mediodía. La ministra Eleni Papadaki prometió "
    "una investigación en 45 días. La empresa, Aegean Star, pagó 1,2 millones de euros de indemnización en 2014.",
    "it": "ATENE - Un traghetto con 317 passeggeri si è arenato martedì vicino a Paros. Il capitano Nikos Vlachos ha detto che il "
    "motore si era guastato alle 04:30. La guardia costiera ha portato 298 persone al Pireo entro mezzogiorno. La ministra Eleni "
    "Papadaki ha promesso un'inchiesta entro 45 giorni. La società, Aegean Star, pagò 1,2 milioni di euro di danni nel 2014.",
    "hu": "ATHÉN - Egy 317 utast szállító komp kedden zátonyra futott Parosz közelében. Nikosz Vlahosz kapitány szerint a motor 04:30-kor "
    "állt le. A parti őrség délig 298 embert vitt Pireuszba. Eleni Papadaki miniszter 45 napon belül vizsgálatot ígért. Az üzemeltető, "
    "az Aegean Star 2014-ben 1,2 millió euró kártérítést fizetett.",
    "is": "AÞENA - Ferja með 317 farþega strandaði nærri Paros á þriðjudag. Nikos Vlachos skipstjóri sagði að vélin hefði bilað klukkan "
    "04:30. Strandgæslan flutti 298 manns til Píreus fyrir hádegi. Eleni Papadaki ráðherra lofaði rannsókn innan 45 daga. "
    "Útgerðin, Aegean Star, greiddi 1,2 milljónir evra í bætur árið 2014.",
    "tr": "ATİNA - 317 yolcu taşıyan bir feribot salı günü Paros yakınlarında karaya oturdu. Kaptan Nikos Vlachos, motorun 04:30'da "
    "durduğunu söyledi. Sahil güvenlik öğlene kadar 298 kişiyi Pire'ye götürdü. Bakan Eleni Papadaki 45 gün içinde soruşturma sözü verdi. "
    "İşletmeci Aegean Star 2014'te 1,2 milyon avro tazminat ödemişti.",
    "pl": "ATENY - Prom z 317 pasażerami osiadł we wtorek na mieliźnie w pobliżu Paros. Kapitan Nikos Vlachos powiedział, że silnik zawiódł "
    "o 04:30. Straż przybrzeżna do południa przewiozła 298 osób do Pireusu. Minister Eleni Papadaki obiecała śledztwo w ciągu 45 dni. "
    "Operator, Aegean Star, w 2014 roku zapłacił 1,2 mln euro odszkodowania.",
    "el": "ΑΘΗΝΑ - Ένα πλοίο με 317 επιβάτες προσάραξε την Τρίτη κοντά στην Πάρο. Ο καπετάνιος Νίκος Βλάχος είπε ότι η μηχανή σταμάτησε "
    "στις 04:30. Το λιμενικό μετέφερε 298 άτομα στον Πειραιά ως το μεσημέρι. Η υπουργός Ελένη Παπαδάκη υποσχέθηκε έρευνα μέσα σε 45 ημέρες. "
    "Η εταιρεία Aegean Star πλήρωσε 1,2 εκατομμύρια ευρώ αποζημίωση το 2014.",
    "he": "אתונה - מעבורת עם 317 נוסעים עלתה על שרטון ביום שלישי ליד פארוס. רב החובל ניקוס ולאכוס אמר שהמנוע כבה בשעה 04:30. "
    "משמר החופים הביא 298 אנשים לפיראוס עד הצהריים. השרה אלני פאפאדאקי הבטיחה חקירה בתוך 45 ימים. המפעילה, Aegean Star, שילמה 1.2 מיליון "
    "אירו פיצויים בשנת 2014.",
    "ar": "أثينا - جنحت عبارة تقل 317 راكبا يوم الثلاثاء قرب باروس. وقال القبطان نيكوس فلاخوس إن المحرك توقف عند الساعة 04:30. ونقل خفر "
    "السواحل 298 شخصا إلى بيرايوس قبل الظهر. ووعدت الوزيرة إيليني باباداكي بتحقيق خلال 45 يوما. ودفعت الشركة Aegean Star تعويضات "
    "قدرها 1,2 مليون يورو عام 2014.",
    "ko": "아테네 - 승객 317명을 태운 여객선이 화요일 파로스 근처에서 좌초했다. 니코스 블라호스 선장은 04:30에 엔진이 멈췄다고 말했다. 해안경비대는 "
    "정오까지 298명을 피레우스로 옮겼다. 엘레니 파파다키 장관은 45일 안에 조사하겠다고 약속했다. 운영사 Aegean Star는 2014년에 120만 유로를 배상했다.",
    "sv": "ATEN - En färja med 317 passagerare gick på grund nära Paros på tisdagen. Kapten Nikos Vlachos sade att motorn hade stannat "
    "klockan 04:30. Kustbevakningen förde 298 personer till Pireus före middagstid. Minister Eleni Papadaki lovade en utredning inom 45 "
    "dagar. Rederiet, Aegean Star, betalade 1,2 miljoner euro i skadestånd 2014.",
}

BANK: Final = {
    "en": "VIENNA - The bank Donau Kredit will close 64 of its 210 branches by 30 September, chief executive Markus Hölzl said. About 1,850 "
    "people will lose their jobs in Austria and 430 in Hungary. Profit fell 17 percent to 385 million euros last year. The union leader "
    "Gabriele Strasser called a strike for Friday. Shares lost 6.4 percent in Frankfurt.",
    "es": "VIENA - El banco Donau Kredit cerrará 64 de sus 210 sucursales antes del 30 de septiembre, anunció su consejero delegado, Markus "
    "Hölzl. Unas 1.850 personas perderán su empleo en Austria y 430 en Hungría. El beneficio cayó un 17 por ciento hasta 385 millones de "
    "euros el año pasado. La líder sindical Gabriele Strasser convocó una huelga para el viernes. Las acciones perdieron un 6,4 por ciento en Fráncfort.",
    "it": "VIENNA - La banca Donau Kredit chiuderà 64 delle sue 210 filiali entro il 30 settembre, ha detto l'amministratore delegato Markus "
    "Hölzl. Circa 1.850 persone perderanno il lavoro in Austria e 430 in Ungheria. L'utile è sceso del 17 per cento a 385 milioni di euro "
    "l'anno scorso. La sindacalista Gabriele Strasser ha indetto uno sciopero per venerdì. Le azioni hanno perso il 6,4 per cento a Francoforte.",
    "hu": "BÉCS - A Donau Kredit bank szeptember 30-ig bezár 64-et a 210 fiókjából, közölte Markus Hölzl vezérigazgató. Mintegy 1850 ember "
    "veszíti el az állását Ausztriában és 430 Magyarországon. A nyereség tavaly 17 százalékkal 385 millió euróra esett. Gabriele Strasser "
    "szakszervezeti vezető péntekre sztrájkot hirdetett. A részvények 6,4 százalékot estek Frankfurtban.",
    "is": "VÍN - Bankinn Donau Kredit lokar 64 af 210 útibúum sínum fyrir 30. september, sagði forstjórinn Markus Hölzl. Um 1.850 manns missa "
    "vinnuna í Austurríki og 430 í Ungverjalandi. Hagnaður féll um 17 prósent í 385 milljónir evra í fyrra. Gabriele Strasser, formaður "
    "stéttarfélagsins, boðaði verkfall á föstudag. Hlutabréfin lækkuðu um 6,4 prósent í Frankfurt.",
    "tr": "VİYANA - Donau Kredit bankası 30 Eylül'e kadar 210 şubesinden 64'ünü kapatacak, dedi genel müdür Markus Hölzl. Avusturya'da yaklaşık "
    "1.850, Macaristan'da 430 kişi işini kaybedecek. Kâr geçen yıl yüzde 17 düşerek 385 milyon avroya indi. Sendika başkanı Gabriele Strasser "
    "cuma günü için grev çağrısı yaptı. Hisseler Frankfurt'ta yüzde 6,4 değer kaybetti.",
    "pl": "WIEDEŃ - Bank Donau Kredit zamknie do 30 września 64 z 210 oddziałów, powiedział prezes Markus Hölzl. Około 1850 osób straci pracę w "
    "Austrii i 430 na Węgrzech. Zysk spadł w zeszłym roku o 17 procent do 385 mln euro. Szefowa związku Gabriele Strasser wezwała do strajku w "
    "piątek. Akcje straciły 6,4 procent we Frankfurcie.",
    "el": "ΒΙΕΝΝΗ - Η τράπεζα Donau Kredit θα κλείσει 64 από τα 210 καταστήματά της έως τις 30 Σεπτεμβρίου, είπε ο διευθύνων σύμβουλος Μάρκους "
    "Χέλτσλ. Περίπου 1.850 άνθρωποι θα χάσουν τη δουλειά τους στην Αυστρία και 430 στην Ουγγαρία. Τα κέρδη έπεσαν πέρυσι 17 τοις εκατό στα 385 "
    "εκατομμύρια ευρώ. Η συνδικαλίστρια Γκαμπριέλε Στράσερ κήρυξε απεργία για την Παρασκευή. Οι μετοχές έχασαν 6,4 τοις εκατό στη Φρανκφούρτη.",
    "he": "וינה - הבנק Donau Kredit יסגור 64 מתוך 210 סניפיו עד 30 בספטמבר, אמר המנכ\"ל מרקוס הלצל. כ-1,850 איש יאבדו את עבודתם באוסטריה ו-430 "
    "בהונגריה. הרווח ירד אשתקד ב-17 אחוז ל-385 מיליון אירו. מנהיגת האיגוד גבריאלה שטראסר הכריזה על שביתה ביום שישי. המניות איבדו 6.4 אחוז בפרנקפורט.",
    "ar": "فيينا - سيغلق بنك Donau Kredit 64 من فروعه البالغ عددها 210 قبل 30 سبتمبر، بحسب الرئيس التنفيذي ماركوس هولتسل. وسيفقد نحو 1850 شخصا "
    "وظائفهم في النمسا و430 في المجر. وتراجعت الأرباح 17 في المئة إلى 385 مليون يورو العام الماضي. ودعت زعيمة النقابة غابرييله شتراسر إلى إضراب يوم "
    "الجمعة. وخسرت الأسهم 6,4 في المئة في فرانكفورت.",
    "ko": "빈 - Donau Kredit 은행은 9월 30일까지 210개 지점 가운데 64곳을 닫는다고 마르쿠스 횔츨 최고경영자가 말했다. 오스트리아에서 약 1850명, 헝가리에서 "
    "430명이 일자리를 잃는다. 이익은 지난해 17% 줄어 3억8500만 유로였다. 노조 위원장 가브리엘레 슈트라서는 금요일 파업을 선언했다. 주가는 프랑크푸르트에서 6.4% 떨어졌다.",
    "sv": "WIEN - Banken Donau Kredit stänger 64 av sina 210 kontor före den 30 september, sade vd Markus Hölzl. Omkring 1 850 personer förlorar "
    "jobbet i Österrike och 430 i Ungern. Vinsten sjönk med 17 procent till 385 miljoner euro i fjol. Fackledaren Gabriele Strasser utlyste "
    "strejk till fredag. Aktien föll 6,4 procent i Frankfurt.",
}

STORIES: Final = {"ferry": FERRY, "bank": BANK}
LANGUAGES: Final = ("es", "it", "hu", "is", "tr", "pl", "el", "he", "ar", "ko", "sv")
