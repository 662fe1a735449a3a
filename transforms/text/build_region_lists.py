"""Hand-kept lists of countries and regions for the gazetteer builder: what CLDR and GeoNames do not say. Never imported at run time."""

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
