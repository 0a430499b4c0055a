/** The vocabulary of the sample: invented names over real postcodes. Lists are split on `|` to keep them readable. */

const list = (text: string): readonly string[] => text.split('|').map(word => word.trim())

export type Town = readonly [postcode: string, city: string]
const towns = (text: string): readonly Town[] =>
  list(text).map(entry => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)])

/** French towns; the last eleven are in Alsace-Moselle, which has its own holidays. */
export const FRENCH_TOWNS = towns(
  '59000 Lille|59100 Roubaix|59200 Tourcoing|59300 Valenciennes|' +
    '59140 Dunkerque|59500 Douai|62000 Arras|62100 Calais|' +
    '62200 Boulogne-sur-Mer|80000 Amiens|02100 Saint-Quentin|51100 Reims|75011 Paris|75015 Paris|92000 Nanterre|' +
    '93200 Saint-Denis|76000 Rouen|35000 Rennes|44000 Nantes|' +
    '33000 Bordeaux|31000 Toulouse|69003 Lyon|38000 Grenoble|' +
    '13006 Marseille|34000 Montpellier|21000 Dijon|54000 Nancy|45000 Orléans|37000 Tours|63000 Clermont-Ferrand|' +
    '67000 Strasbourg|67200 Strasbourg|67500 Haguenau|67600 Sélestat|67210 Obernai|67700 Saverne|68000 Colmar|' +
    '68100 Mulhouse|68300 Saint-Louis|68500 Guebwiller|57000 Metz',
)
export const WALLOON_TOWNS = towns(
  '1000 Bruxelles|1050 Ixelles|1180 Uccle|1400 Nivelles|4000 Liège|' +
    '4800 Verviers|5000 Namur|5500 Dinant|6000 Charleroi|' +
    '6700 Arlon|7000 Mons|7500 Tournai|7700 Mouscron|7090 Braine-le-Comte',
)
export const FLEMISH_TOWNS = towns(
  '1500 Halle|1800 Vilvoorde|2000 Antwerpen|2300 Turnhout|' +
    '2800 Mechelen|3000 Leuven|3500 Hasselt|8000 Brugge|8400 Oostende|' +
    '8500 Kortrijk|9000 Gent|9100 Sint-Niklaas|9300 Aalst|9600 Ronse',
)
export const GERMAN_TOWNS = towns('4700 Eupen|4780 Sankt Vith|4760 Büllingen')

export const FRENCH_STREETS = list(
  'rue des Tilleuls|rue du Moulin|avenue de la Gare|place du Marché|' +
    'rue de l’Abreuvoir|boulevard des Arts|rue Saint-Éloi|' +
    'quai des Bateliers|rue de la Filature|allée des Peupliers|' +
    'chemin des Vignes|rue du Faubourg Neuf|rue des Tonneliers|' +
    'impasse du Puits|rue Basse|route de la Plaine|rue du Onze-Novembre|cours des Halles',
)
export const DUTCH_STREETS = list(
  'Kerkstraat|Stationsplein|Molenweg|Hoogstraat|Kapelleweg|' +
    'Nieuwe Steenweg|Lindelaan|Vismarkt|Beukendreef|Zandstraat|' +
    'Industriepark Noord|Bakkersgang',
)
export const GERMAN_STREETS = list('Klosterstraße|Bahnhofsallee|Mühlenweg|Marktgasse')

export const FRENCH_FIRST_NAMES = list(
  'Amélie|Benoît|Camille|Cédric|Chloé|Didier|Élodie|Fabrice|' +
    'Gaëlle|Hugo|Inès|Jérôme|Karine|Laurent|Maëlle|Mathieu|Nadia|' +
    'Olivier|Pauline|Quentin|Rachid|Sabrina|Thierry|Valérie|Yann|Zoé|Anaïs|François|Léa|Noël',
)
export const DUTCH_FIRST_NAMES = list(
  'An|Bart|Els|Dirk|Femke|Geert|Hilde|Jeroen|Katrien|Lies|Maarten|Nele|Pieter|Sofie|Tom|Veerle|Wim|Griet',
)
export const FRENCH_SURNAMES = list(
  'Caudrelle|Dubrulin|Hennecart|Lamirault|Vasseret|Delpluque|' +
    'Boistard|Fauvergue|Mercadin|Poissoneau|Rivoiret|Sauvegrain|' +
    'Trubert-Lys|Wallaertin|Quennevat|Obrechtin|Schaefferlin|' +
    'Klingenfuss|Muhlbachet|Zellermann|Gossuinat|Bertholon-Ré|' +
    'Charpenet|Desmoulinet|Évrardin|Guillochet|Jolibert|Lestienard|Maréchaux-Brun|Noiretin|Œuvrard-Lin|Pruvostel',
)
export const DUTCH_SURNAMES = list(
  'Vandenbroele|De Smedtere|Claesenhof|Van Hoornewijk|Peetersem|' +
    'Verlindonck|Goossenaer|De Wachterinck|Maesschalck-Noord|' +
    'Wouterinckx|Lammertijn|Van den Eikhof|Stevensaert|Hermanninck',
)
export const GERMAN_SURNAMES = list('Hüttenrath|Schönfelder-Au|Brandenhöfer|Weynandt')
export const ENGLISH_NAMES = list('Oliver Thornleigh|Grace Ashcombe|Henry Wexcombe|Emily Farnborrow')

/** What the furniture maker's French-speaking customers do. */
export const FRENCH_TRADES = list(
  'Hôtel|Librairie|Boulangerie|Pharmacie|Restaurant|Opticien|' +
    'Cabinet dentaire|Menuiserie|Galerie|Auto-école|Agence immobilière|' +
    'Salon de coiffure|Clinique vétérinaire|Studio|Brasserie|Fleuriste|Crèche|Bureau d’études|Coworking|Épicerie',
)
export const FRENCH_CAFES = list(
  'Café|Brasserie|Taverne|Estaminet|Hôtel|Cave|Friterie|Restaurant|Bistrot|Drink|Traiteur|Salle de fêtes',
)
export const DUTCH_CAFES = list(
  'Café|Taverne|Eetcafé|Feestzaal|Drankenhandel|Hotel|Brasserie|Frituur|Jeugdhuis|Restaurant',
)
export const EMBLEMS = list(
  'du Beffroi Doré|des Trois Cigognes|de la Grande Ourse|du Pont Gris|' +
    'de l’Écluse Verte|du Vieux Houblon|des Quatre Saules|' +
    'du Canal Bleu|de la Tour Penchée|du Lion Rouquin|des Bons Voisins|de la Lune Rousse',
)
export const DUTCH_EMBLEMS = list(
  'De Gouden Reiger|Het Oude Sas|De Drie Linden|In den Vos|' +
    'De Blauwe Schuit|De Zeven Torens|Het Hopveld|De Rosse Haan',
)
export const LARGE_NAMES = list(
  'Harmonia Distribution|Groupe Valombreuse|Sérénia Résidences|' +
    'Nordalis Hypermarchés|Cogirex Immobilier|Altavia Santé Nord|' +
    'Mobilior France|Transpole Énergies|Orvance Assurances|' +
    'Ferrandis Hôtels|Belcourt Magasins|Lumiance Retail|Aquidis|Corventis',
)
export const BELGIAN_LARGE_NAMES = list(
  'Delvoria Supermarkten|Horecagros Benelux|Taverna Group|' +
    'Drankencentrale Schelde|Brassinvest|Carrimar Belgium|Festivalia|Ardenna Hotels',
)
export const GROUPS = list('Groupe Harmonia|Groupe Valombreuse|Taverna Group|Sérénia|Groupe Ferrandis')
export const FRENCH_PUBLIC = list(
  'Commune de Villebreux-sur-Lys|Collège Jean-Mirvault|Lycée Marguerite-Arsonval|Centre hospitalier du Val-Dormois|' +
    'Communauté de communes des Trois-Ponceaux|Syndicat mixte des Hauts-Marais|' +
    'Département de la Haute-Lys (service achats)|' +
    'Office public Habitat Vaudreline|École supérieure d’art des Deux-Rives|' +
    'Commune de Sainte-Orvanne|CCAS de Montbrisel|' +
    'Médiathèque intercommunale du Ried|Commune d’Ostwillerbach|' +
    'Collège Émile-Sartorin|Université de la Plaine-d’Opale|' +
    'Régie des eaux du Val-Dormois|Chambre de métiers de la Haute-Lys|' +
    'Commune de Fressin-le-Neuf|SDIS de la Haute-Lys|' +
    'Centre de gestion des Hauts-Marais',
)
export const BELGIAN_PUBLIC = list(
  'Commune de Saint-Aubry|Gemeente Lindebeke|CPAS de Valmeuse|OCMW Zandhoven-Oost|Centre culturel de Haute-Meuse|' +
    'Stadsbestuur Oosterlinde|Athénée royal de Braimont|Provinciaal domein De Vesting|Gemeinde Klosterbach|' +
    'Régie communale de Bois-Joli|Cultuurcentrum De Spil-Noord|Haute école de la Vesdre',
)
