"""Hand-kept lists for the gazetteer builder: what CLDR and GeoNames do not say. Never imported at run time."""

from __future__ import annotations

from typing import Final

#: code | English name | further forms, separated by ``;`` (AP forms, postal codes, other languages)
REGIONS: Final[dict[str, str]] = {
    "US": """
AL|Alabama|Ala.;AL
AK|Alaska|AK;Alas.
AZ|Arizona|Ariz.;AZ
AR|Arkansas|Ark.;AR
CA|California|Calif.;CA;Cal.;Californie;Kalifornien;Kalifornia;Калифорния;加州;加利福尼亚州
CO|Colorado|Colo.;CO;Col.
CT|Connecticut|Conn.;CT;Ct.
DE|Delaware|Del.;DE;Dela.
DC|District of Columbia|D.C.;DC
FL|Florida|Fla.;FL;Flor.;Floride;Flórida;Флорида
GA|Georgia|Ga.;GA;Géorgie;Geórgia
HI|Hawaii|HI;Hawaï;Havaí;Hawái
ID|Idaho|ID;Ida.
IL|Illinois|Ill.;IL
IN|Indiana|Ind.;IN
IA|Iowa|IA;Ia.
KS|Kansas|Kan.;KS;Kans.;Kas.
KY|Kentucky|Ky.;KY;Ken.
LA|Louisiana|La.;LA;Louisiane;Luisiana
ME|Maine|ME;Me.
MD|Maryland|Md.;MD
MA|Massachusetts|Mass.;MA
MI|Michigan|Mich.;MI
MN|Minnesota|Minn.;MN
MS|Mississippi|Miss.;MS;Misisipi
MO|Missouri|Mo.;MO;Misuri
MT|Montana|Mont.;MT
NE|Nebraska|Neb.;NE;Nebr.
NV|Nevada|Nev.;NV
NH|New Hampshire|N.H.;NH;Nuevo Hampshire
NJ|New Jersey|N.J.;NJ;Nueva Jersey;Nova Jersey
NM|New Mexico|N.M.;NM;N. Mex.;N.Mex.;Nuevo México;Nouveau-Mexique
NY|New York|N.Y.;NY;Nueva York;Nova York;New York State
NC|North Carolina|N.C.;NC;Carolina del Norte;Caroline du Nord;Carolina do Norte
ND|North Dakota|N.D.;ND;N. Dak.;Dakota del Norte;Dakota du Nord
OH|Ohio|OH;O.
OK|Oklahoma|Okla.;OK
OR|Oregon|Ore.;OR;Oreg.;Oregón
PA|Pennsylvania|Pa.;PA;Penn.;Penna.;Pensilvania;Pennsylvanie
RI|Rhode Island|R.I.;RI
SC|South Carolina|S.C.;SC;Carolina del Sur;Caroline du Sud;Carolina do Sul
SD|South Dakota|S.D.;SD;S. Dak.;Dakota del Sur;Dakota du Sud
TN|Tennessee|Tenn.;TN
TX|Texas|Tex.;TX;Tejas;Техас;得州
UT|Utah|UT;Ut.
VT|Vermont|Vt.;VT
VA|Virginia|Va.;VA;Virginie
WA|Washington State|Wash.;WA;Washington
WV|West Virginia|W.Va.;W. Va.;WV;Virginia Occidental;Virginia Occidentale
WI|Wisconsin|Wis.;WI;Wisc.
WY|Wyoming|Wyo.;WY
""",
    "CA": """
01|Alberta|Alta.;AB
02|British Columbia|B.C.;BC;Brit. Col.;Colombie-Britannique;C.-B.;Columbia Británica
03|Manitoba|Man.;MB
04|New Brunswick|N.B.;NB;Nouveau-Brunswick;N.-B.
05|Newfoundland and Labrador|Newfoundland;N.L.;NL;Nfld.;Newfoundland & Labrador;Terre-Neuve-et-Labrador;T.-N.-L.
07|Nova Scotia|N.S.;NS;Nouvelle-Écosse;N.-É.
08|Ontario|Ont.;ON
09|Prince Edward Island|P.E.I.;PEI;PE;Île-du-Prince-Édouard;Î.-P.-É.
10|Quebec|Que.;QC;Québec;P.Q.
11|Saskatchewan|Sask.;SK
12|Yukon|YT;Yukon Territory
13|Northwest Territories|N.W.T.;NWT;NT;Territoires du Nord-Ouest
14|Nunavut|NU
""",
    "AU": """
01|Australian Capital Territory|A.C.T.;ACT
02|New South Wales|N.S.W.;NSW
03|Northern Territory|NT
04|Queensland|Qld;Qld.
05|South Australia|SA;S.A.
06|Tasmania|Tas.;Tas
07|Victoria|Vic.;Vic
08|Western Australia|WA;W.A.
""",
    "GB": """
ENG|England|Angleterre;Inglaterra;Inghilterra;Engeland;Англия
NIR|Northern Ireland|N. Ireland;N.Ireland;Irlande du Nord;Irlanda del Norte;Nordirland;Irlanda do Norte;Irlanda del Nord
SCT|Scotland|Écosse;Escocia;Escócia;Schottland;Scozia;Schotland;Шотландия
WLS|Wales|Pays de Galles;Gales;País de Gales;Galles
""",
    "IN": """
01|Andaman and Nicobar Islands|
02|Andhra Pradesh|A.P.;Andhra
03|Assam|
05|Chandigarh|
07|Delhi|
09|Gujarat|
10|Haryana|
11|Himachal Pradesh|H.P.
12|Jammu and Kashmir|J&K;Jammu & Kashmir;Kashmir;Cachemire;Cachemira;Kaschmir
13|Kerala|
16|Maharashtra|
17|Manipur|
18|Meghalaya|
19|Karnataka|
20|Nagaland|
21|Odisha|Orissa
22|Puducherry|Pondicherry
23|Punjab|
24|Rajasthan|
25|Tamil Nadu|T.N.
26|Tripura|
28|West Bengal|
29|Sikkim|
30|Arunachal Pradesh|
31|Mizoram|
33|Goa|
34|Bihar|
35|Madhya Pradesh|M.P.
36|Uttar Pradesh|U.P.
37|Chhattisgarh|
38|Jharkhand|
39|Uttarakhand|Uttaranchal
40|Telangana|
41|Ladakh|
""",
    "BR": """
01|Acre|AC
02|Alagoas|AL
03|Amapa|Amapá;AP
04|Amazonas|AM
05|Bahia|BA
06|Ceara|Ceará;CE
07|Federal District|Distrito Federal;DF
08|Espirito Santo|Espírito Santo;ES
11|Mato Grosso do Sul|MS
13|Maranhao|Maranhão;MA
14|Mato Grosso|MT
15|Minas Gerais|MG
16|Para|Pará;PA
17|Paraiba|Paraíba;PB
18|Parana|Paraná;PR
20|Piaui|Piauí;PI
21|Rio de Janeiro|RJ
22|Rio Grande do Norte|RN
23|Rio Grande do Sul|RS
24|Rondonia|Rondônia;RO
25|Roraima|RR
26|Santa Catarina|SC
27|Sao Paulo|São Paulo;SP
28|Sergipe|SE
29|Goias|Goiás;GO
30|Pernambuco|PE
31|Tocantins|TO
""",
    "MX": """
01|Aguascalientes|Ags.
02|Baja California|B.C.
03|Baja California Sur|B.C.S.
04|Campeche|
05|Chiapas|Chis.
06|Chihuahua|Chih.
07|Coahuila|Coah.
08|Colima|
10|Durango|Dgo.
11|Guanajuato|Gto.
12|Guerrero|Gro.
13|Hidalgo|Hgo.
14|Jalisco|Jal.
15|State of Mexico|Estado de México;Edomex
16|Michoacan|Michoacán;Mich.
17|Morelos|Mor.
18|Nayarit|Nay.
19|Nuevo Leon|Nuevo León;N.L.
20|Oaxaca|Oax.
21|Puebla|Pue.
22|Queretaro|Querétaro;Qro.
23|Quintana Roo|Q. Roo
24|San Luis Potosi|San Luis Potosí;SLP
25|Sinaloa|Sin.
26|Sonora|Son.
27|Tabasco|Tab.
28|Tamaulipas|Tamps.
29|Tlaxcala|Tlax.
30|Veracruz|Ver.
31|Yucatan|Yucatán;Yuc.
32|Zacatecas|Zac.
""",
    "DE": """
01|Baden-Wurttemberg|Baden-Württemberg
02|Bavaria|Bayern;Bavière;Baviera;Beieren
03|Bremen|
04|Hamburg|
05|Hesse|Hessen
06|Lower Saxony|Niedersachsen
07|North Rhine-Westphalia|Nordrhein-Westfalen;NRW
08|Rhineland-Palatinate|Rheinland-Pfalz
09|Saarland|
10|Schleswig-Holstein|
11|Brandenburg|
12|Mecklenburg-Western Pomerania|Mecklenburg-Vorpommern
13|Saxony|Sachsen
14|Saxony-Anhalt|Sachsen-Anhalt
15|Thuringia|Thüringen
16|Berlin|
""",
    "PK": """
02|Balochistan|Baluchistan
03|Khyber Pakhtunkhwa|North-West Frontier Province
04|Punjab|
05|Sindh|Sind
""",
    "CN": """
01|Anhui|安徽
02|Zhejiang|浙江
04|Jiangsu|江苏
07|Fujian|福建
11|Hunan|湖南
12|Hubei|湖北
13|Xinjiang|新疆
14|Tibet|西藏;Xizang
15|Gansu|甘肃
24|Shanxi|山西
25|Shandong|山东
26|Shaanxi|陕西
29|Yunnan|云南
30|Guangdong|广东
32|Sichuan|四川
""",
    "ES": """
51|Andalusia|Andalucía;Andalousie
56|Catalonia|Cataluña;Catalunya;Catalogne;Katalonien
58|Galicia|
59|Basque Country|País Vasco;Euskadi;Pays basque
07|Balearic Islands|Islas Baleares;Mallorca;Majorca
53|Canary Islands|Canarias;Islas Canarias;Kanarische Inseln
""",
    "IT": """
15|Sicily|Sicilia;Sicile;Sizilien
14|Sardinia|Sardegna;Sardaigne;Cerdeña;Sardinien
16|Tuscany|Toscana;Toscane;Toskana
04|Campania|
09|Lombardy|Lombardia
""",
    "FR": """
94|Corsica|Corse;Córcega;Korsika;Corsica
93|Provence|
53|Brittany|Bretagne
""",
    "ZA": """
02|KwaZulu-Natal|
06|Gauteng|
11|Western Cape|
05|Eastern Cape|
""",
    "IQ": """
|Iraqi Kurdistan|Kurdistan;Kurdistan Region;Irakisches Kurdistan;Kurdistan irakien;Kurdistán iraquí
""",
    "RU": """
|Chechnya|Tchétchénie;Chechenia;Tschetschenien;Чечня
|Siberia|Sibérie;Sibirien;Сибирь
|Dagestan|
""",
    "UA": """
|Crimea|Crimée;Krim;Крым;Крим
""",
    "PS": """
|West Bank|Cisjordanie;Cisjordania;Cisgiordania;Cisjordânia;Westjordanland;Westelijke Jordaanoever;Західний берег;Западный берег;الضفة الغربية;Batı Şeria;West Bank, Palestinian Territories
|Gaza Strip|Bande de Gaza;Franja de Gaza;Striscia di Gaza;Faixa de Gaza;Gazastreifen;Gaza;Сектор Газа;قطاع غزة;Gazze Şeridi
""",
}
"""First-order regions as datelines print them. An empty code means: part of the country, no first-order code."""

#: ISO code | English name the press prints | further forms
COUNTRY_FORMS: Final = """
AE|United Arab Emirates|UAE;U.A.E.;EAU;E.A.U.;Emirates;VAE
BA|Bosnia|Bosnia-Herzegovina;Bosnia and Herzegovina;Bosnie
BO|Bolivia|
CD|Democratic Republic of Congo|Congo;DRC;DR Congo;D.R. Congo;RDC;RD Congo;Democratic Republic of the Congo;Congo (Kinshasa)
CG|Republic of Congo|Congo-Brazzaville;Congo Republic;Republic of the Congo
CI|Ivory Coast|Cote d'Ivoire;Elfenbeinküste;Costa de Marfil
CN|China|PRC;P.R.C.;People's Republic of China;R.P. China
CV|Cape Verde|
CZ|Czech Republic|Czechia;Rep. Checa
DE|Germany|Federal Republic of Germany;ФРГ;BRD
DO|Dominican Republic|Dom. Rep.;Rep. Dominicana;R. Dominicana
FM|Micronesia|
GB|United Kingdom|UK;U.K.;Britain;Great Britain;R.-U.;Reino Unido;Regno Unito;Großbritannien;Grossbritannien;Gran Bretaña;Gran Bretagna;Grã-Bretanha;Grande-Bretagne;Великобритания;Groot-Brittannië
GE|Georgia|
HK|Hong Kong|
KN|St. Kitts and Nevis|
KP|North Korea|DPRK;D.P.R.K.;N. Korea
KR|South Korea|ROK;R.O.K.;S. Korea;Korea
LC|St. Lucia|
MK|North Macedonia|Macedonia;FYROM
MM|Myanmar|Burma;Birmanie;Birmania
MO|Macau|Macao
NL|Netherlands|Holland;The Netherlands;Pays-Bas;Olanda;Holanda
PG|Papua New Guinea|PNG
PH|Philippines|The Philippines
PS|Palestinian Territories|Palestine;Occupied Palestinian Territories;Palestinian Territory
RS|Serbia|
RU|Russia|РФ;Russian Federation
SA|Saudi Arabia|KSA
ST|Sao Tome and Principe|
SZ|Eswatini|Swaziland
TL|East Timor|
TR|Turkey|Turkiye
TT|Trinidad and Tobago|Trinidad
TW|Taiwan|ROC;R.O.C.;Republic of China
TZ|Tanzania|
US|United States|USA;U.S.A.;US;U.S.;United States of America;États-Unis;Etats-Unis;É.-U.;EE.UU.;EE. UU.;EEUU;E.U.A.;EUA;Stati Uniti;VS;США;America
VA|Vatican City|Vatican;Holy See;Vaticano;Vatikan
VC|St. Vincent|St. Vincent and the Grenadines;Saint Vincent and the Grenadines
VI|U.S. Virgin Islands|
XK|Kosovo|
AG|Antigua and Barbuda|Antigua
ZA|South Africa|RSA
"""
"""Country forms of the press, and historical states under today's code of the place they are printed with."""

#: ISO code of today | English name of the state of then | its forms; printed beside places in old texts
HISTORIC_STATES: Final = """
RU|Soviet Union|USSR;U.S.S.R.;URSS;U.R.S.S.;UdSSR;СССР;Union soviétique;Unión Soviética;União Soviética;Unione Sovietica;Sowjetunion
DE|West Germany|FRG;F.R.G.;RFA;R.F.A.;Alemania Federal;Allemagne de l'Ouest;Westdeutschland
DE|East Germany|GDR;G.D.R.;DDR;RDA;R.D.A.;Alemania Oriental;Allemagne de l'Est;ГДР
CZ|Czechoslovakia|CSSR;Tchécoslovaquie;Checoslovaquia;Tschechoslowakei;Cecoslovacchia;Чехословакия
RS|Yugoslavia|Yougoslavie;Jugoslawien;Yugoslavia;Jugoslavia;Югославия
CD|Zaire|Zaïre
"""

#: names of the states of the USA in Russian, in the order of the table above, as machine and desk translations print them
STATES_IN_RUSSIAN: Final = (
    "Алабама;Аляска;Аризона;Арканзас;Калифорния;Колорадо;Коннектикут;Делавэр;;Флорида;Джорджия;Гавайи;Айдахо;Иллинойс;Индиана;"
    "Айова;Канзас;Кентукки;Луизиана;Мэн;Мэриленд;Массачусетс;Мичиган;Миннесота;Миссисипи;Миссури;Монтана;Небраска;Невада;"
    "Нью-Гэмпшир;Нью-Джерси;Нью-Мексико;Нью-Йорк;Северная Каролина;Северная Дакота;Огайо;Оклахома;Орегон;Пенсильвания;"
    "Род-Айленд;Южная Каролина;Южная Дакота;Теннесси;Техас;Юта;Вермонт;Виргиния;Вашингтон;Западная Виргиния;Висконсин;Вайоминг"
)

#: forms of one place, separated by ``;``: English name, ISO code | exonyms
EXONYMS: Final = """
The Hague, NL|Haia;La Haye;La Haya;L'Aia;Den Haag;DEN HAAG;Haag;Гаага;海牙;لاهاي;ハーグ;헤이그
New Delhi, IN|Neu Delhi;Neu-Delhi;Nova Delhi;Nova Déli;Nueva Delhi;Nuova Delhi;Nieuw-Delhi;Nowe Delhi;Yeni Delhi;Нью-Дели;Нью-Делі;新德里;ニューデリー;뉴델리;نيودلهي;Dillí;Nové Dillí;N. Delhi;नयी दिल्ली;नई दिल्ली;নয়াদিল্লি
Washington, US|Washington DC;Washington D.C.;Washington, D.C.;Вашингтон;Вашинґтон;واشنطن;华盛顿;華盛頓;ワシントン;워싱턴;วอชิงตัน;Ουάσινγκτον;Waszyngton;Vašington;Vaşington
New York, US|NYC;Nueva York;Nova York;Nova Iorque;Nowy Jork;Нью-Йорк;نيويورك;纽约;紐約;ニューヨーク;뉴욕;นิวยอร์ก;Νέα Υόρκη;New York City
Los Angeles, US|洛杉矶;洛杉磯;ロサンゼルス;로스앤젤레스;Лос-Анджелес;L.A.;لوس أنجلوس;Los Ángeles
San Francisco, US|旧金山;舊金山;サンフランシスコ;샌프란시스코;Сан-Франциско
Baghdad, IQ|Bagdade;バグダッド;แบกแดด;בגדד;Багдаде;Baġdād
Basra, IQ|Bassora;Basora;Bassorah;Basrah;Басра;البصرة;巴士拉;Bassorá
Mosul, IQ|Mossoul;Mossul;Мосул;الموصل;摩苏尔;摩蘇爾;モスル
Erbil, IQ|Irbil;Arbil;Arbela;Эрбиль;أربيل;اربيل;埃尔比勒;아르빌
Kirkuk, IQ|Kirkouk;كركوك
Beijing, CN|Peking;Pékin;Pequim;Pekín;Pechino;Пекин;Пекін;بكين;北京;베이징;ペキン;Pekin;Πεκίνο
Mumbai, IN|Bombay;Bombaim;Бомбей
Kolkata, IN|Calcutta;Calcuta;Kalkutta
Chennai, IN|Madras
Bengaluru, IN|Bangalore
Ho Chi Minh City, VN|Saigon;Saïgon;Ho-Chi-Minh-Stadt;Ho Chi Minh
Yangon, MM|Rangoon;Rangún;Rangun
Kyiv, UA|Kiev;Kiew;Kijów;Киев;Київ;Kyjev;Kiova;Kijev;基辅;キエフ;キーウ;키이우;كييف;Kiova
Odesa, UA|Odessa;Одесса;Одеса
Kharkiv, UA|Kharkov;Charkiw;Járkov;Харьков;Charków
Lviv, UA|Lvov;Lwów;Lemberg;Leópolis;Львов
Dnipro, UA|Dnipropetrovsk;Dnepropetrovsk;Днепр
Moscow, RU|Moskva;Moskau;Moscou;Moscú;Mosca;Moskou;Moskwa;Moskova;Moszkva;Μόσχα;МОСКВА;موسكو;莫斯科;モスクワ;모스크바;Moskow
St. Petersburg, RU|Leningrad;Saint-Pétersbourg;San Petersburgo;Sankt Petersburg;San Pietroburgo;St Petersburg;Saint Petersburg;Petersburg;Санкт-Петербург;Petrohrad;圣彼得堡
Berlin, DE|East Berlin;West Berlin;Berlin-Est;Ost-Berlin;Berlín Oriental
Istanbul, TR|Constantinople;İstanbul;Estambul;Istambul
Izmir, TR|Smyrna;İzmir
Jerusalem, IL|Jérusalem;Jerusalén;Jerusalém;Gerusalemme;Jerozolima;Иерусалим;Єрусалим;Kudüs;Jeruzalem;القدس;القدس المحتلة;耶路撒冷;エルサレム;예루살렘;ירושלים;Occupied Jerusalem;East Jerusalem
Tel Aviv, IL|Tel-Aviv;Tel Aviv-Yafo;特拉维夫;テルアビブ;텔아비브;تل أبيب
Gaza City, PS|Gaza;Gazze;Газа;غزة;加沙;ガザ;가자;Gaza-Stadt;Gaza-Ville;Ciudad de Gaza
Damascus, SY|Damas;Damasco;Damaskus;Şam;Дамаск;دمشق;大马士革;ダマスカス;다마스쿠스;Damašek;Damaszek
Beirut, LB|Beyrouth;Beirute;Bejrut;Beyrut;Бейрут;بيروت;贝鲁特;ベイルート;베이루트
Cairo, EG|Le Caire;El Cairo;Il Cairo;Kairo;Caïro;Kahire;Каир;Каїр;القاهرة;开罗;開羅;カイロ;카이로;Κάιρο;קהיר;Káhira
Tehran, IR|Téhéran;Teherán;Teheran;Teerã;Teerão;Tahran;Тегеран;طهران;تهران;德黑兰;德黑蘭;テヘラン;테헤란
Riyadh, SA|Riad;Riyad;Ryad;Riade;Эр-Рияд;الرياض;利雅得
Mecca, SA|La Mecque;La Meca;Mekka;Makkah;Mekke;مكة;مكة المكرمة;Meca;Мекка
Medina, SA|Médine;المدينة المنورة;Medine
Jeddah, SA|Jiddah;Djeddah;Yeda;Dschidda;جدة;Cidde
Kuwait City, KW|Kuwait;Koweït;Koweït City;الكويت;Kuwait-Stadt;Kuvait;Ciudad de Kuwait
Sanaa, YE|Sana'a;Saná;Sanaá;صنعاء;Sana;Сана
Hodeidah, YE|Hodeida;Al-Hodeida;الحديدة;Hudaydah
Aden, YE|عدن
Doha, QA|الدوحة;多哈;ドーハ;도하
Dubai, AE|Dubaï;Dubái;دبي;迪拜;ドバイ;두바이
Abu Dhabi, AE|Abou Dhabi;Abu Dabi;أبوظبي;Abu Zabi;Абу-Даби
Algiers, DZ|Alger;Argel;Algeri;Algier;Cezayir;Алжир;الجزائر;阿尔及尔
Tunis, TN|Tunisi;Túnez;Тунис;تونس
Tripoli, LY|Trípoli;طرابلس;Триполи;Tripolis
Rabat, MA|الرباط;Рабат
Khartoum, SD|Jartum;Khartum;Cartum;الخرطوم;Хартум
Addis Ababa, ET|Addis-Abeba;Adís Abeba;Addis Abeba;Adis Abeba;Аддис-Абеба
Kabul, AF|Kaboul;Cabul;Кабул;كابول;کابل;喀布尔;Kábul;カブール;카불
Islamabad, PK|اسلام آباد
N'Djamena, TD|Ndjamena;Yamena;N'Djaména
Ouagadougou, BF|Uagadugú;Uagadugu
Nicosia, CY|Nicosie;Lefkoşa;Λευκωσία;Nikosia
Athens, GR|Athènes;Atenas;Athen;Atene;Ateny;Атина;Афины;Афіни;Αθήνα;ΑΘΗΝΑ;Atina;Athény;أثينا;雅典;アテネ;아테네;Athene
Thessaloniki, GR|Salonica;Salónica;Saloniki;Salonique;Selanik
Rome, IT|Roma;Rom;Rzym;Рим;روما;罗马;羅馬;ローマ;로마;Ρώμη;Řím;Róma
Milan, IT|Milano;Milán;Mailand;Mediolan;Милан;Милано;Milão;Milano
Venice, IT|Venise;Venecia;Venezia;Venedig;Veneza;Wenecja;Венеция
Florence, IT|Firenze;Florencia;Florenz;Florença
Naples, IT|Napoli;Nápoles;Neapel
Turin, IT|Torino;Turín;Turim
Genoa, IT|Genova;Gênes;Génova;Genua
Cologne, DE|Köln;Colonia;Colonia;Keulen;Кёльн;Colónia;Kolonia
Munich, DE|München;Monaco di Baviera;Múnich;Munique;Мюнхен;Monachium;Mnichov
Nuremberg, DE|Nürnberg;Norimberga;Núremberg
Hannover, DE|Hanover;Hanovre
Frankfurt, DE|Frankfurt am Main;Frankfurt/Main;Francfort;Francoforte;Fráncfort;Франкфурт-на-Майне;Франкфурт;Frankfurt a.M.
Vienna, AT|Wien;Vienne;Viena;Wenen;Вена;Відень;Viyana;Wiedeń;فيينا;维也纳;維也納;ウィーン;빈;Vídeň;Viedeň;Bécs;Βιέννη
Geneva, CH|Genève;Genf;Ginebra;Ginevra;Genebra;Женева;Cenevre;Genewa;جنيف;日内瓦;日內瓦;ジュネーブ;제네바;Ženeva
Zurich, CH|Zürich;Zurigo;Zúrich;Zurique;Цюрих
Bern, CH|Berne;Berna;Берн
Basel, CH|Bâle;Basilea;Basileia
Brussels, BE|Bruxelles;Bruselas;Brüssel;Brussel;Bruxelas;Брюссель;Брюсель;Brüksel;Bruksela;بروكسل;布鲁塞尔;布魯塞爾;ブリュッセル;브뤼셀;Βρυξέλλες;Brusel;Bryssel
Antwerp, BE|Antwerpen;Anvers;Amberes
Luxembourg, LU|Luxemburg;Luxemburgo;Lussemburgo
London, GB|Londres;Londra;Londen;Лондон;لندن;伦敦;倫敦;ロンドン;런던;Londyn;Λονδίνο;Londýn;Lontoo;ลอนดอน
Edinburgh, GB|Édimbourg;Edimburgo
Dublin, IE|Dublín;Dublino;Дублин
Paris, FR|Parigi;París;Parijs;Париж;باريس;巴黎;パリ;파리;Paryż;Παρίσι;Paříž;Pariisi;Párizs;ปารีส;פריז
Nice, FR|Niza;Nizza;Ницца
Marseille, FR|Marsella;Marsiglia;Marselha;Marseilles
Lisbon, PT|Lisbonne;Lisboa;Lissabon;Lisbona;Лиссабон;Lizbon;Lizbona;Lisabon
Madrid, ES|Madryt;Мадрид;مدريد;马德里;マドリード
Seville, ES|Sevilla;Sevilha;Siviglia
Barcelona, ES|Barcelone;Barcellona;Барселона
Warsaw, PL|Warszawa;Varsovie;Varsovia;Warschau;Varsavia;Варшава;Varşova;Varsóvia;Varšava;وارسو;华沙;ワルシャワ;Varsó;Varşovia
Krakow, PL|Cracow;Kraków;Cracovie;Cracovia;Krakau;Краков;Krakov
Gdansk, PL|Danzig
Prague, CZ|Praha;Prag;Praga;Praag;Прага;براغ;布拉格;プラハ;프라하;Πράγα
Budapest, HU|Budapeşte;Будапешт;布达佩斯;Budapeszt;Budapešť
Bucharest, RO|Bucarest;București;Bukarest;Bucareste;Бухарест;Boekarest;Bükreş;布加勒斯特;Bukareszt;BUCUREŞTI
Belgrade, RS|Beograd;Belgrado;Belgrad;Белград;Београд;贝尔格莱德
Pristina, XK|Priština;Prishtina;Приштина;Prishtinë
Chisinau, MD|Chişinău;Chișinău;Kishinev;Кишинев;Kichinev;Кишинёв
Copenhagen, DK|København;Copenhague;Kopenhagen;Copenaghen;Köpenhamn;Копенгаген;Kopenhag;Kopenhaga;コペンハーゲン;KÖBENHAVN
Stockholm, SE|Estocolmo;Stoccolma;Стокгольм;Sztokholm;斯德哥尔摩;ストックホルム
Gothenburg, SE|Göteborg
Helsinki, FI|Helsingfors;Хельсинки;Гельсінкі;赫尔辛基
Tokyo, JP|Tóquio;Tokio;Токио;Токіо;东京;東京;도쿄;طوكيو;Τόκιο
Seoul, KR|Séoul;Seúl;Seul;Сеул;서울;首尔;首爾;ソウル;سيول
Pyongyang, KP|Pjöngjang;Pjongjang;Пхеньян;평양;平壤;平壌;Piongyang;Pionyang
Taipei, TW|Taipeh;Taipéi;Taïpeh;Тайбэй;台北;臺北;タイペイ;타이베이
Hong Kong, HK|Hongkong;Гонконг;香港;홍콩;هونغ كونغ
Macau, MO|Macao;澳門;澳门;마카오
Singapore, SG|Singapour;Singapur;Singapura;Cingapura;Сингапур;新加坡;シンガポール;싱가포르
Bangkok, TH|Бангкок;曼谷;バンコク;방콕;กรุงเทพฯ;กรุงเทพมหานคร;Banguecoque
Mexico City, MX|Mexico;Ciudad de México;Ciudad de Mexico;Mexiko-Stadt;Città del Messico;Cidade do México;México;MÉXICO;CDMX;Мехико;墨西哥城;メキシコ市;México D.F.;Mexico-Stad
Guatemala City, GT|Guatemala;Ciudad de Guatemala;Cidade da Guatemala;Nueva Guatemala de la Asunción
Panama City, PA|Panamá;Panama;Ciudad de Panamá;Cidade do Panamá;Panama-Stadt;PANAMÁ
Havana, CU|La Habana;La Havane;Havanna;L'Avana;Гавана;哈瓦那;ハバナ;HABANA
Sao Paulo, BR|San Pablo;São Paulo;Сан-Паулу;圣保罗;サンパウロ
Rio de Janeiro, BR|Rio;Рио-де-Жанейро;里约热内卢
Caracas, VE|Каракас;加拉加斯
Quebec City, CA|Québec;Quebec
Montreal, CA|Montréal;Монреаль;蒙特利尔
Cape Town, ZA|Le Cap;Ciudad del Cabo;Kapstadt;Città del Capo;Кейптаун;Kaapstad;Cidade do Cabo
Pretoria, ZA|Prétoria
Johannesburg, ZA|Johannesbourg;Johannesburgo;Йоханнесбург
Astana, KZ|Nur-Sultan;Астана;Нур-Султан
Almaty, KZ|Alma-Ata;Алматы;Алма-Ата
Tbilisi, GE|Tiflis;Tbilissi;Тбилиси;თბილისი
Yerevan, AM|Erevan;Ереван;Eriwan;Ereván;Երևան
Baku, AZ|Bakou;Bakú;Баку;Bakı
Grozny, RU|Грозный;Grosny
Volgograd, RU|Stalingrad
Nizhny Novgorod, RU|Нижний Новгород;Gorky
Yekaterinburg, RU|Екатеринбург;Ekaterinburg;Jekaterinburg
Rostov-on-Don, RU|Ростов-на-Дону
Kandahar, AF|قندهار
Peshawar, PK|Peschawar
Latakia, SY|Lattaquié;اللاذقية
Aleppo, SY|Alep;Alepo;Halep;حلب;Алеппо;阿勒颇
Homs, SY|حمص
Raqqa, SY|Rakka;Raqa;الرقة
Idlib, SY|إدلب;ادلب
Nantes, FR|نانت
Strasbourg, FR|Straßburg;Estrasburgo;Strasburgo;Страсбург;斯特拉斯堡
Hanoi, VN|Hà Nội;Ханой;河内
Phnom Penh, KH|Пномпень
Ulan Bator, MN|Ulaanbaatar;Улан-Батор
Reykjavik, IS|Reikiavik;Рейкьявик
Santiago, CL|Santiago de Chile;Сантьяго
Bogota, CO|Bogotá;Santafé de Bogotá;Богота
Asuncion, PY|Asunción
San Jose, CR|San José
Port Moresby, PG|
Abidjan, CI|
Ciudad Juarez, MX|Juárez;Ciudad Juárez
Acapulco, MX|
Queretaro, MX|Querétaro
Tucuman, AR|San Miguel de Tucumán
Hamilton, BM|
Willemstad, CW|
Melekeok, PW|
Dimona, IL|
Halle (Saale), DE|Halle;Halle/Saale;Halle an der Saale
*Victoria, CA|
*Bethlehem, PS|Bethléem;Betlemme;Belén;بيت لحم;Вифлеем;Bethleem;Betlejem;Beytüllahim;伯利恒
St. Louis, US|Saint Louis
Vitoria, ES|Vitoria-Gasteiz;Gasteiz
Santa Cruz, BO|Santa Cruz de la Sierra
Hull, GB|Kingston upon Hull
Quezon City, PH|Quezon
Alexandria, EG|Alexandrie;Alejandría;الإسكندرية;Alessandria d'Egitto;Alexandrien;Iskenderiye
Las Palmas, ES|Las Palmas de Gran Canaria
Ramallah, PS|رام الله
"""
"""English press name and ISO code of a place, then forms that GeoNames and CLDR lack or give another place; ``*``: meant
before larger homonyms."""

#: GeoNames main name (folded) and ISO code of places whose main name is not the English press name
MAIN_NAMES: Final[dict[tuple[str, str], str]] = {
    ("koln", "DE"): "Cologne", ("nurnberg", "DE"): "Nuremberg", ("frankfurt am main", "DE"): "Frankfurt",
    ("sevilla", "ES"): "Seville", ("new york city", "US"): "New York", ("panama", "PA"): "Panama City",
    ("quebec", "CA"): "Quebec City", ("saint petersburg", "RU"): "St. Petersburg", ("nizhniy novgorod", "RU"): "Nizhny Novgorod",
    ("al hudaydah", "YE"): "Hodeidah", ("antwerpen", "BE"): "Antwerp", ("goteborg", "SE"): "Gothenburg",
    ("santiago de queretaro", "MX"): "Queretaro", ("leon de los aldama", "MX"): "Leon", ("acapulco de juarez", "MX"): "Acapulco",
    ("san miguel de tucuman", "AR"): "Tucuman", ("ulaanbaatar", "MN"): "Ulan Bator", ("makkah", "SA"): "Mecca",
    ("al madinah al munawwarah", "SA"): "Medina", ("ar raqqah", "SY"): "Raqqa", ("prishtine", "XK"): "Pristina",
    ("ryazan'", "RU"): "Ryazan", ("arkhangel'sk", "RU"): "Arkhangelsk", ("orel", "RU"): "Oryol",
    ("vinnytsya", "UA"): "Vinnytsia", ("zaporizhzhya", "UA"): "Zaporizhzhia", ("mykolayiv", "UA"): "Mykolaiv",
    ("xi'an", "CN"): "Xian", ("macao", "MO"): "Macau", ("arhus", "DK"): "Aarhus", ("al mawsil al jadidah", "IQ"): "New Mosul",
    ("al basrah al qadimah", "IQ"): "Old Basra", ("kuwait", "KW"): "Kuwait City", ("gaza", "PS"): "Gaza City",
    ("washington, d.c", "US"): "Washington", ("washington d.c", "US"): "Washington", ("al hasakah", "SY"): "Hasakeh",
    ("iraklion", "GR"): "Heraklion", ("lefkosa", "CY"): "Nicosia", ("new delhi", "IN"): "New Delhi",
    ("hue", "VN"): "Hue", ("saint paul", "US"): "St. Paul", ("las palmas de gran canaria", "ES"): "Las Palmas",
}  # fmt: skip

#: AP's US cities that stand without a state, and cities abroad that stand without a country
STAND_ALONE: Final = {
    "US": "Atlanta;Baltimore;Boston;Chicago;Cincinnati;Cleveland;Dallas;Denver;Detroit;Honolulu;Houston;Indianapolis;Las Vegas;Los Angeles;Miami;Milwaukee;Minneapolis;New Orleans;New York;Oklahoma City;Philadelphia;Phoenix;Pittsburgh;St. Louis;Salt Lake City;San Antonio;San Diego;San Francisco;Seattle;Washington",
    "": "Amsterdam NL;Baghdad IQ;Bangkok TH;Beijing CN;Beirut LB;Berlin DE;Brussels BE;Cairo EG;Djibouti DJ;Dublin IE;Geneva CH;Gibraltar GI;Guatemala City GT;Havana CU;Helsinki FI;Hong Kong HK;Islamabad PK;Istanbul TR;Jerusalem IL;Johannesburg ZA;Kuwait City KW;London GB;Luxembourg LU;Macau MO;Madrid ES;Mexico City MX;Milan IT;Monaco MC;Montreal CA;Moscow RU;Munich DE;New Delhi IN;Panama City PA;Paris FR;Prague CZ;Quebec City CA;Rio de Janeiro BR;Rome IT;San Marino SM;Sao Paulo BR;Shanghai CN;Singapore SG;Stockholm SE;Sydney AU;Tokyo JP;Toronto CA;Vatican City VA;Vienna AT;Zurich CH",
}
"""NEWSWIRE reference 1.4."""

#: GeoNames ids left out: districts that would take the name of a place in the news
EXCLUDED: Final = frozenset({1931681})  # Victoria, Hong Kong
