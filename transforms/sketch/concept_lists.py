"""Hand lists behind `data/concepts.npz`: read by `transforms.sketch.build_concepts` only.

Forms are separated by spaces, "_" stands for a space inside a form.
"""

from __future__ import annotations

from typing import Final

ORGANISATIONS: Final[dict[str, str]] = {
    "UN": "UN U.N. United_Nations UNO Vereinte_Nationen Vereinten_Nationen ONU Nations_unies Naciones_Unidas Nações_Unidas "
    "Nazioni_Unite ООН Организация_Объединенных_Наций OSN ONZ UN-a UN-u Ujedinjeni_narodi Ujedinjenih_naroda BM Birleşmiş_Milletler "
    "联合国 聯合國 国連 國連 الأمم_المتحدة للأمم_المتحدة 유엔 สหประชาชาติ FN VN ΟΗΕ ENSZ YK האו״ם Liên_Hợp_Quốc PBB संयुक्त_राष्ट्र",
    "EU": "EU E.U. European_Union UE Europäische_Union Europäischen_Union Union_européenne Unión_Europea União_Europeia "
    "Unione_europea ЕС Евросоюз Евросоюза Евросоюзу ЄС Євросоюз Євросоюзу Evropská_unie Evropské_unie Unia_Europejska Unii_Europejskiej "
    "Europska_unija Europske_unije AB Avrupa_Birliği 欧盟 歐盟 欧州連合 الاتحاد_الأوروبي 유럽연합 ΕΕ",
    "NATO": "NATO OTAN НАТО 北约 北約 北大西洋条約機構 الناتو حلف_الأطلسي حلف_شمال_الأطلسي ΝΑΤΟ 나토 נאט״ו",
    "WHO": "WHO World_Health_Organization World_Health_Organisation Weltgesundheitsorganisation OMS ВОЗ ВООЗ SZO WGO "
    "Organisation_mondiale_de_la_santé Organización_Mundial_de_la_Salud 世卫组织 世卫 世衛 世界保健機関 世界卫生组织 منظمة_الصحة_العالمية DSÖ",
    "IMF": "IMF IWF FMI МВФ MMF 国际货币基金组织 国際通貨基金 صندوق_النقد_الدولي",
    "IAEA": "IAEA IAEO AIEA OIEA МАГАТЭ МАГАТЕ MAAE 国际原子能机构 国際原子力機関 الوكالة_الدولية_للطاقة_الذرية UAEA",
    "ECB": "ECB EZB BCE ЕЦБ ЄЦБ EBC ESB 欧洲央行 欧州中央銀行 البنك_المركزي_الأوروبي",
    "OPEC": "OPEC OPEP ОПЕК 欧佩克 石油輸出国機構 أوبك",
    "OSCE": "OSCE OSZE ОБСЕ ОБСЄ OBSE OBWE OESS 欧安组织",
    "WTO": "WTO OMC ВТО СОТ STO 世贸组织 世界貿易機関 منظمة_التجارة_العالمية",
    "ICC": "ICC CPI IStGH МУС 国际刑事法院 国際刑事裁判所 المحكمة_الجنائية_الدولية",
    "IS": "IS ISIS ISIL Islamic_State Islamischer_Staat EI Daech Daesh Estado_Islámico Estado_Islâmico État_islamique ИГИЛ ІДІЛ "
    "Islámský_stát Islamska_država 伊斯兰国 イスラム国 داعش IŞİD DAEŞ",
    "Taliban": "Taliban Talibans Talibán Talibã talebani Талибан талибы талибов талибан таліби талібів Tálibán Tálibánu talibowie talibani "
    "塔利班 タリバン タリバーン طالبان 탈레반",
    "Hamas": "Hamas Hamás ХАМАС 哈马斯 哈馬斯 ハマス حماس 하마스 חמאס",
    "Hezbollah": "Hezbollah Hisbollah Hezbolá Hizbullah Хезболла Хезболлы Хезболла Хізбалла Hizballáh 真主党 ヒズボラ حزب_الله חיזבאללה",
    "Kremlin": "Kremlin Kreml Kremlu Kremle Cremlino Кремль Кремля Кремле Кремлем Кремлю Kremlja 克里姆林宫 クレムリン الكرملين",
    "Pentagon": "Pentagon Pentágono Pentagono Пентагон Пентагона Пентагоне Pentagonu 五角大楼 国防総省 البنتاغون",
    "White House": "White_House Weißes_Haus Weißen_Haus Maison_Blanche Maison-Blanche Casa_Blanca Casa_Branca Casa_Bianca Белый_дом "
    "Белого_дома Белом_доме Білий_дім Білого_дому Білому_домі Bílý_dům Bílého_domu Bílém_domě Biały_Dom Białego_Domu Bijela_kuća Bijele_kuće "
    "白宫 白宮 ホワイトハウス البيت_الأبيض Beyaz_Saray",
    "FIFA": "FIFA ФИФА ФІФА 国际足联 国際サッカー連盟 الفيفا", "UEFA": "UEFA УЕФА УЄФА 欧足联 欧州サッカー連盟",
    "IOC": "IOC IOK CIO COI МОК MOV MOO 国际奥委会 国際オリンピック委員会 اللجنة_الأولمبية_الدولية",
    "COVID": "COVID Covid COVID-19 Covid-19 КОВИД covid ковид 新冠肺炎 新型コロナ كوفيد",
    "Google": "Google Гугл Google'ın 谷歌 グーグル غوغل جوجل 구글", "Facebook": "Facebook Фейсбук Фейсбука Facebooku 脸书 臉書 フェイスブック فيسبوك",
    "Twitter": "Twitter Твиттер Твиттере Твіттер Twitteru Twitterze 推特 ツイッター تويتر", "Apple": "Apple 苹果公司 アップル",
    "Microsoft": "Microsoft Майкрософт 微软 マイクロソフト مايكروسوفت", "Amazon": "Amazon Амазон 亚马逊 アマゾン أمازون",
    "Boeing": "Boeing Боинг Боинга Боїнг 波音 ボーイング بوينغ", "Airbus": "Airbus Аэробус 空客 エアバス إيرباص",
    "Tesla": "Tesla Тесла 特斯拉 テスラ تسلا", "Toyota": "Toyota Тойота 丰田 トヨタ تويوتا", "Huawei": "Huawei Хуавей 华为 ファーウェイ هواوي",
    "Pfizer": "Pfizer Pfizera 辉瑞 ファイザー فايزر", "AstraZeneca": "AstraZeneca Astrazeneca 阿斯利康 アストラゼネカ أسترازينيكا",
    "Moderna": "Moderna Moderny 莫德纳 モデルナ موديرنا", "Sputnik": "Sputnik Спутник Спутника",
}  # fmt: skip
"""Organisations, companies and the like under the names the press gives them."""

COUNTRIES: Final[dict[str, str]] = {
    "US": "USA US U.S. U.S.A. America American Americans Amerika amerikanisch amerikanische amerikanischen amerikanischer US-Amerikaner "
    "EE.UU. EEUU EUA Estados_Unidos estadounidense États-Unis Etats-Unis américain américaine américains Stati_Uniti statunitense "
    "США Соединенные_Штаты Соединенных_Штатов Америка Америки Америке американский американских американского американская американские "
    "американський американських американського Сполучені_Штати Сполучених_Штатів ÚSA USA Spojené_státy Spojených_států Spojených_státech americký "
    "americké americká amerického amerických SAD SAD-a SAD-u Sjedinjene_Američke_Države američki američke američkih ABD Amerikan 美国 美國 米国 "
    "アメリカ アメリカ合衆国 الولايات_المتحدة أمريكا أميركا الأمريكية الأميركية الأميركي الأمريكي 미국 ארצות_הברית ארה״ב สหรัฐ สหรัฐฯ Hoa_Kỳ ΗΠΑ",
    "GB": "Britain British Briton Britons Großbritannien britisch britische britischen britischer England English Engländer Royaume-Uni Grande-Bretagne "
    "britannique britanniques Angleterre Reino_Unido británico británica Inglaterra Великобритания Великобритании Великобританию Британия Британии "
    "британский британского британских британская британские Англия Англии Велика_Британія Великої_Британії Британія Британії британський британського "
    "британських Spojené_království Spojeného_království Velká_Británie Velké_Británii Velké_Británie Británie Británii britský britské britská britského "
    "britských Anglie Anglii Wielka_Brytania Wielkiej_Brytanii brytyjski brytyjskiego brytyjskich Velika_Britanija Velike_Britanije Velikoj_Britaniji britanski "
    "britanske britanskog UK U.K. UK-a 英国 英國 イギリス 英国 بريطانيا البريطانية البريطاني المملكة_المتحدة İngiltere",
    "RU": "Russia Russian Russians Russland Rußland russisch russische russischen russischer Russie russe russes Rusia ruso rusa rusos Rússia russo russa "
    "Россия России Россию Россией российский российская российские российских российского РФ русский русских Росія Росії Росію Росією російський "
    "російська російські російських російського Rusko Ruska Rusku Ruskem ruský ruské ruská ruských ruského Rosja Rosji Rosję rosyjski rosyjskich rosyjskiego "
    "Rusija Rusije Rusiji ruski ruske ruskih ruskog Rusya Rus 俄罗斯 俄羅斯 ロシア روسيا الروسية الروسي 러시아 רוסיה",
    "UA": "Ukraine Ukrainian Ukrainians ukrainisch ukrainische ukrainischen ukrainien ukrainienne Ucrania ucraniano Ucrânia Ucraina ucraino Украина Украины Украине "
    "Украину украинский украинских украинского украинские украинская Україна України Україні Україну українськ український українських українського українські "
    "Ukrajina Ukrajiny Ukrajině Ukrajinu ukrajinský ukrajinské ukrajinských Ukraina Ukrainy Ukrainie Ukrainę ukraiński ukraińskich Ukrajine Ukrajini ukrajinski "
    "ukrajinskih 乌克兰 烏克蘭 ウクライナ أوكرانيا الأوكرانية الأوكراني 우크라이나",
    "CN": "China Chinese chinesisch chinesische chinesischen Chine chinois chinoise chinoises Китай Китая Китае Китаю Китаем китайский китайских китайского "
    "китайские китайская Китаю китайський китайських китайського Čína Číny Číně Čínu čínský čínské čínských čínského Chiny Chin Chinach chiński chińskich "
    "Kina Kine Kini kineski kineskih kineske Çin 中国 中國 الصين الصينية الصيني 중국",
    "DE": "Germany German Germans Deutschland deutsch deutsche deutschen deutscher deutsches Deutsche Allemagne allemand allemande allemands Alemania alemán alemana "
    "alemanes Alemanha alemão Germania tedesco tedesca tedeschi Германия Германии Германию немецкий немецких немецкого германский Німеччина Німеччини Німеччині "
    "німецький німецьких німецького Německo Německa Německu německý německé německých německého Niemcy Niemiec Niemczech niemiecki niemieckiego Njemačka Njemačke "
    "Njemačkoj njemački njemačkih Nemačka 德国 德國 ドイツ ألمانيا الألمانية الألماني Almanya 독일",
    "FR": "France French Frankreich französisch französische französischen français française françaises Francia francés francesa franceses França francês francese "
    "francesi Франция Франции Францию французский французских французского Франція Франції французький французьких французького Francie Francii francouzský "
    "francouzské francouzských Francja Francji francuski francuskich Francuska Francuske Francuskoj francuskih 法国 法國 フランス فرنسا الفرنسية الفرنسي Fransa 프랑스",
    "IL": "Israel Israeli Israelis israelisch israelische israelischen israélien israélienne israeliani israelí israelíes Израиль Израиля Израиле израильский израильских "
    "Ізраїль Ізраїлю ізраїльський Izrael Izraele Izraeli izraelský izraelské Izraela izraelski izraelskich Izraelu izraelskih 以色列 イスラエル إسرائيل الإسرائيلية "
    "الإسرائيلي İsrail",
    "IR": "Iran Iranian Iranians iranisch iranische iranischen iranien iranienne iraní iraniano Иран Ирана Иране иранский иранских Іран Ірану іранський Írán Íránu íránský íránské "
    "irański irański iranski 伊朗 イラン إيران الإيرانية الإيراني İran", "IQ": "Iraq Iraqi Iraqis Irak irakisch irakischen irakien iraquí Iraque Ирак Ирака Ираке иракский Ірак Іраку Irák Iráku Iraku العراق العراقية العراقي 伊拉克 イラク",
    "JP": "Japan Japanese japanisch japanische japanischen Japon japonais japonaise Japón japonés Giappone giapponese Япония Японии японский японских Японія Японії японський "
    "Japonsko Japonska Japonsku japonský Japonia Japonii japoński japanski 日本 اليابان اليابانية 일본", "KP": "North_Korea North_Korean Nordkorea Corée_du_Nord Corea_del_Norte КНДР Северная_Корея Північна_Корея KLDR Severní_Korea 朝鲜 北朝鮮",
    "KR": "South_Korea South_Korean Südkorea Corée_du_Sud Corea_del_Sur Южная_Корея Південна_Корея Jižní_Korea 韩国 韓国 한국", "TR": "Turkey Turkish Türkiye Türkei türkisch türkische türkischen Turquie turc turque Turquía turco Турция Турции турецкий турецких Туреччина Туреччини турецький Turecko Turecka Turecku turecký Turcja Turska Turske 土耳其 トルコ تركيا التركية التركي",
    "PL": "Poland Polish Pole Poles Polen polnisch polnische polnischen Pologne polonais polonaise Polonia polaco Польша Польши Польше польский польских Польща Польщі польський Polsko Polska Polsku polský polské Polska Polski Polsce polski Poljska Poljske poljski 波兰 ポーランド بولندا",
    "CZ": "Czech Czechs Czechia tschechisch tschechische tschechischen Tschechien tchèque checo Чехия Чехии чешский чешских Чехія Чехії чеський Česko Česka Česku český české českých českého Čech Češi Czechy Czech czeski Češka češki 捷克 チェコ",
    "IN": "India Indian Indians Indien indisch indische Inde indien indienne indio Индия Индии индийский Індія Індії індійський Indie Indii indický Indija Indije indijski 印度 インド الهند الهندية",
    "IT": "Italy Italian Italians Italien italienisch italienische italienischen Italie italien italienne Italia italiano italiana Италия Италии итальянский Італія Італії італійський Itálie Itálii italský Włochy Włoch włoski Italija Italije talijanski 意大利 イタリア إيطاليا",
    "ES": "Spain Spanish Spanien spanisch spanische spanischen Espagne espagnol espagnole España español española Espanha Испания Испании испанский Іспанія Іспанії іспанський Španělsko Španělska španělský Hiszpania Hiszpanii Španjolska Španjolske 西班牙 スペイン إسبانيا",
    "EUROPE": "Europe European Europeans Europa europäisch europäische europäischen européen européenne europeo europea europeu Европа Европы Европе европейский европейских европейского Європа Європи Європі європейський європейських Evropa Evropy Evropě evropský evropské evropských europejski Europe Europi europski europskih 欧洲 歐洲 ヨーロッパ 欧州 أوروبا الأوروبية الأوروبي Avrupa",
    "AFRICA": "Africa African Africans Afrika afrikanisch afrikanische Afrique africain africaine África africano Африка Африки африканский африканський Afrika Afriky africký 非洲 アフリカ أفريقيا",
    "ASIA": "Asia Asian Asien asiatisch asiatische Asie asiatique asiático Азия Азии азиатский Азія Азії азійський Asie asijský Azija 亚洲 アジア آسيا",
    "MIDEAST": "Middle_East Nahost Nahen_Osten Naher_Osten Moyen-Orient Proche-Orient Oriente_Medio Oriente_Próximo Oriente_Médio Medio_Oriente Ближний_Восток Ближнем_Востоке Близький_Схід Близькому_Сході Blízký_východ Blízkém_východě Bliski_Wschód Bliski_istok 中东 中東 الشرق_الأوسط",
}  # fmt: skip
"""Names, short names and adjectives of countries and continents that the gazetteer lacks."""

LANGUAGE_COUNTRIES: Final[dict[str, str]] = {
    "ru": "RU", "uk": "UA", "de": "DE", "fr": "FR", "it": "IT", "pl": "PL", "tr": "TR", "ja": "JP", "ko": "KR", "zh": "CN", "el": "GR",
    "sv": "SE", "da": "DK", "nb": "NO", "fi": "FI", "hu": "HU", "cs": "CZ", "sk": "SK", "ro": "RO", "bg": "BG", "sr": "RS", "hr": "HR",
    "he": "IL", "fa": "IR", "th": "TH", "vi": "VN", "nl": "NL", "es": "ES", "ka": "GE", "hy": "AM", "kk": "KZ", "uz": "UZ", "lt": "LT",
    "lv": "LV", "et": "EE", "sl": "SI", "sq": "AL", "is": "IS", "km": "KH", "mn": "MN", "be": "BY", "az": "AZ",
}  # fmt: skip
"""Languages whose CLDR name is also the adjective of one country."""

MAGNITUDES: Final[dict[int, str]] = {
    3: "thousand thousands Tausend tausend mille mil mila тысяча тысячи тысяч тыс тисяч тисячі тис tisíc tisíce tysiąc tysiące "
    "tysięcy tys tisuća tisuće hiljada duizend tusen tusind tuhat tuhatta ezer bin χιλιάδες ألف آلاف אלף nghìn ribu 千 พัน हज़ार",
    4: "万 萬 만", 5: "lakh लाख", 6: "million millions Million Millionen Mio millón millones milhão milhões milione milioni "
    "миллион миллиона миллионов миллионы млн мільйон мільйона мільйонів мільйони milion miliony milionů milionu milionów milijun milijuna milijuni "
    "miljoen miljoner millioner miljoona miljoonaa millió milyon εκατομμύρια εκατομμύριο εκατ مليون ملايين מיליון triệu juta milió milions "
    "milioane milijon milijonai miljoni милион милиона милиони ล้าน mn mln",
    7: "crore करोड़", 8: "億 亿 억", 9: "en:billion en:billions Milliarde Milliarden Mrd milliard milliards bilhão bilhões miliardo miliardi mil_millones "
    "миллиард миллиарда миллиардов млрд мільярд мільярда мільярдів miliarda miliardy miliardů mld miliardów milijarda milijarde milijardi miljard miljarder "
    "milliarder miljardi miljardia milliárd milyar δισεκατομμύρια δισεκατομμύριο δισ مليار مليارات מיליארד tỷ miliar bn",
    12: "en:trillion en:trillions de:Billion de:Billionen billón billones trilhão trilhões триллион триллиона триллионов трлн трильйон трильйона "
    "cs:bilion cs:bilionu cs:bilionů pl:bilion pl:bilionów pl:bilionów fr:billion fr:billions 兆 조 تريليون",
}  # fmt: skip
"""Words that multiply the number before them by a power of ten; `en:` and the like: in that language only."""

NUMBER_WORDS: Final[dict[str, str]] = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "pt": "dois/duas três quatro cinco seis sete oito nove dez onze doze",
    "it": "due tre quattro cinque - sette otto nove dieci undici dodici",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "sv": "två tre fyra fem sex sju åtta nio tio elva tolv",
    "da": "to tre fire fem seks syv otte ni ti elleve tolv",
    "nb": "to tre fire fem seks sju/syv åtte ni ti elleve tolv",
    "fi": "kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista kaksitoista",
    "ru": "два/две/двух три/трех/трое четыре/четырех пять/пяти шесть/шести семь/семи восемь/восьми девять/девяти десять/десяти "
    "одиннадцать/одиннадцати двенадцать/двенадцати",
    "uk": "два/дві/двох три/трьох/троє чотири/чотирьох п'ять/п'яти шість/шести сім/семи вісім/восьми дев'ять/дев'яти десять/десяти "
    "одинадцять дванадцять",
    "cs": "dva/dvě/dvou tři/tří čtyři/čtyř pět/pěti šest/šesti sedm/sedmi osm/osmi devět/devíti deset/deseti jedenáct dvanáct",
    "pl": "dwa/dwie/dwóch trzy/trzech cztery/czterech pięć/pięciu sześć/sześciu siedem/siedmiu osiem/ośmiu dziewięć/dziewięciu "
    "dziesięć/dziesięciu jedenaście dwanaście",
    "hr": "dva/dvije/dvoje tri/troje četiri pet šest sedam osam devet deset jedanaest dvanaest",
    "ro": "două/doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece",
    "hu": "két/kettő három négy öt hat hét nyolc kilenc tíz tizenegy tizenkettő",
    "tr": "iki üç dört beş altı yedi sekiz dokuz on - -",
    "el": "δύο τρεις/τρία τέσσερις/τέσσερα πέντε έξι επτά οκτώ εννέα δέκα έντεκα δώδεκα",
    "ar": "اثنين/اثنان/اثنتين ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني تسعة/تسع عشرة/عشر - -",
    "he": "שני/שתי/שניים שלושה/שלוש ארבעה/ארבע חמישה/חמש שישה/שש שבעה/שבע שמונה תשעה/תשע עשרה/עשר - -",
    "id": "dua tiga empat lima enam tujuh delapan sembilan sepuluh - -",
}  # fmt: skip
"""The numbers from two to twelve in words, by language; "/" between forms, "-" where the form is another word too often."""

CURRENCIES: Final[dict[str, str]] = {
    "USD": "dollar dollars Dollar dólar dólares dollaro dollari доллар доллара долларов доларів долар dolar dolarů dolary dolarów dolara 美元 ドル دولار δολάρια 달러 דולר",
    "EUR": "euro euros Euro euro евро євро eura eurů 欧元 ユーロ يورو ευρώ 유로",
    "GBP": "pound pounds Pfund livres libras sterline фунт фунтов фунтів liber funtów funti 英镑 ポンド",
    "JPY": "yen Yen yens иен єн jenů jenów 日元 円 ين", "CNY": "yuan Yuan юань юаней юанів 人民币 人民元 يوان",
    "RUB": "ruble rubles rouble roubles Rubel rublo rublos рубль рубля рублей рублів rublů rubli rublja 卢布 ルーブル روبل",
}  # fmt: skip
"""Currency words."""

SURNAMES_JA: Final = (
    "佐藤 sato 鈴木 suzuki 高橋 takahashi 田中 tanaka 渡辺 watanabe 渡邊 watanabe 伊藤 ito 山本 yamamoto 中村 nakamura 小林 kobayashi 加藤 kato "
    "吉田 yoshida 山田 yamada 佐々木 sasaki 山口 yamaguchi 松本 matsumoto 井上 inoue 木村 kimura 林 hayashi 斎藤 saito 斉藤 saito 清水 shimizu "
    "山崎 yamazaki 森 mori 池田 ikeda 橋本 hashimoto 阿部 abe 安倍 abe 石川 ishikawa 山下 yamashita 中島 nakajima 石井 ishii 小川 ogawa "
    "前田 maeda 岡田 okada 長谷川 hasegawa 藤田 fujita 後藤 goto 近藤 kondo 村上 murakami 遠藤 endo 青木 aoki 坂本 sakamoto 福田 fukuda "
    "太田 ota 西村 nishimura 藤井 fujii 金子 kaneko 岡本 okamoto 藤原 fujiwara 中野 nakano 三浦 miura 原田 harada 中川 nakagawa 松田 matsuda "
    "竹内 takeuchi 小野 ono 田村 tamura 中山 nakayama 和田 wada 石田 ishida 森田 morita 上田 ueda 原 hara 内田 uchida 柴田 shibata 酒井 sakai "
    "宮崎 miyazaki 横山 yokoyama 高木 takagi 安藤 ando 宮本 miyamoto 大野 ono 小島 kojima 谷口 taniguchi 今井 imai 工藤 kudo 高田 takada 増田 masuda "
    "丸山 maruyama 杉山 sugiyama 村田 murata 大塚 otsuka 新井 arai 小山 koyama 平野 hirano 藤本 fujimoto 河野 kono 上野 ueno 野口 noguchi 武田 takeda "
    "松井 matsui 千葉 chiba 菅原 sugawara 岩崎 iwasaki 久保 kubo 木下 kinoshita 佐野 sano 野村 nomura 松尾 matsuo 菊地 kikuchi 菊池 kikuchi 杉本 sugimoto "
    "市川 ichikawa 古川 furukawa 大西 onishi 島田 shimada 水野 mizuno 桜井 sakurai 高野 takano 渡部 watanabe 吉川 yoshikawa 山内 yamauchi 西田 nishida "
    "飯田 iida 菊田 kikuta 西川 nishikawa 小松 komatsu 北村 kitamura 安田 yasuda 五十嵐 igarashi 川口 kawaguchi 平田 hirata 関 seki 中田 nakata 久保田 kubota "
    "東 higashi 服部 hattori 川崎 kawasaki 岩田 iwata 土屋 tsuchiya 福島 fukushima 本田 honda 辻 tsuji 樋口 higuchi 秋山 akiyama 田口 taguchi 永井 nagai "
    "山中 yamanaka 中西 nakanishi 吉村 yoshimura 川上 kawakami 石原 ishihara 大橋 ohashi 松岡 matsuoka 浜田 hamada 馬場 baba 森本 morimoto 矢野 yano 浅野 asano "
    "松下 matsushita 星野 hoshino 大久保 okubo 吉岡 yoshioka 小池 koike 野田 noda 荒木 araki 熊谷 kumagai 松浦 matsuura 大谷 otani 内藤 naito 黒田 kuroda "
    "尾崎 ozaki 川村 kawamura 永田 nagata 望月 mochizuki 田辺 tanabe 松村 matsumura 菅 suga 岸田 kishida 麻生 aso 二階 nikai 石破 ishiba 茂木 motegi 枝野 edano "
    "羽生 hanyu 錦織 nishikori 大坂 osaka 八村 hachimura 白鵬 hakuho 照ノ富士 terunofuji 貴景勝 takakeisho 岡崎 okazaki 長友 nagatomo 香川 kagawa 久保建英 kubo "
    "習近平 jinping 文在寅 moon 金正恩 kim 尹錫悦 yoon 蔡英文 tsai 李克強 keqiang 王毅 wang"
)
"""Japanese surnames (and public figures of neighbouring countries) with their romanisation, in pairs."""
