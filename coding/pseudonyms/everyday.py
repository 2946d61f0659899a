"""Words that the lists lack: short names that people go by, regions, and capitals that are none."""

MORE_NAMES = """
Abi Ade Aled Ali Andy Angharad Anj Arwel Babs Bea Becca Beth Bethan Billie Bob Bobby Bronwen Cath
Cerys Ceri Charlie Chaz Chidi Chris Cat Dai Dan Danny Dave Debs Dee Deepa Del Delyth Dev Dewi Di
Dilys Dot Ed Eddie Eilidh Eirlys Eirwen Eluned Emyr Eryl Fi Fliss Fran Freddie Gaz Gethin Glenys
Greg Gus Gwen Gwenllian Gwilym Haf Hafsa Hattie Hywel Idris Iestyn Ifan Iolo Iqra Izzy Jack Jacks
Jake Jan Jas Jasvinder Jax Jen Jenny Jez Jo Joe Joey Josh Jude Jules Kate Kath Kaz Keir Kerenza Kev
Kit Kwame Lesley Lil Linz Liv Liz Lizzie Llinos Lou Lowri Mabli Mags Maggie Mair Mal Mandy Marged
Matt Meg Megs Meinir Mel Menna Mick Mo Moll Morwenna Nan Nasreen Nat Nats Nerys Nia Nic Nik Nikki
Nige Non Ollie Owain Paddy Pam Pat Pete Phil Pip Priya Rach Rafe Rhi Rhian Rhiannon Rhodri Rhys
Ritchie Rob Robbie Rod Ron Roz Sal Sam Sandra Seb Shaz Shell Shirl Siân Siobhán Sioned Sid Si Stace
Stan Steph Steve Stu Sue Suze Suzy Taj Tariq Tash Ted Teg Tegwen Terri Tess Theo Tim Tina Tom Tommy
Tone Tony Trace Trev Trish Val Viv Wendy Wyn Yas Yasmin Yusuf Zac Zain Zed Zoë Will
"""

MORE_PLACES = tuple(
    part.strip()
    for part in """
Aberdeenshire, Anglesey, Angus, Antrim, Argyll, Armagh, Avon, Ayrshire, Bedfordshire, Berkshire,
Borders, Brittany, Buckinghamshire, Caithness, Cambridgeshire, Carmarthenshire, Ceredigion,
Cheshire, Cleveland, Clwyd, Connacht, Connemara, Cornwall, Cotswolds, County Clare, County Cork,
County Down, County Durham, County Kerry, County Mayo, Cumbria, Denbighshire, Derbyshire, Devon,
Dorset, Dumfries, Dyfed, East Anglia, East Sussex, England, Essex, Fermanagh, Fife, Flintshire,
Glamorgan, Gloucestershire, Gower, Great Britain, Gwent, Gwynedd, Hampshire, Herefordshire,
Hertfordshire, Huntingdonshire, Isle of Man, Isle of Wight, Kent, Lake District, Lanarkshire,
Lancashire, Leicestershire, Leinster, Lincolnshire, Londonderry, Lothian, Merseyside, Midlothian,
Monmouthshire, Munster, Norfolk, Northamptonshire, Northern Ireland, Northumberland,
Nottinghamshire, Orkney, Oxfordshire, Peak District, Pembrokeshire, Perthshire, Powys,
Renfrewshire, Rutland, Scotland, Shetland, Shropshire, Skye, Snowdonia, Somerset, Staffordshire,
Stirlingshire, Suffolk, Surrey, Sussex, Sutherland, Teesside, the Gambia, the Netherlands, Tyneside,
Tyrone, Ulster, Wales, Warwickshire, Wearside, West Midlands, West Sussex, Westmorland, Wiltshire,
Wirral, Worcestershire, Wrexham, Yorkshire, America, Africa, Britain, Holland, Canton, the Hague
""".replace("\n", " ").split(",")
)

FAMILIAR = """
i yes no yeah yep nope ok okay right well so um uh er erm mm mhm hmm oh ah wow hi hello hey bye
ca wo sha ai
mum mummy mam mom dad daddy nan nanna nana gran granny grandma grandad grandpa auntie aunty uncle
god jesus christ lord heaven allah bible quran koran buddhism buddhist christian christianity
catholic muslim islam islamic jewish jew hindu sikh protestant methodist baptist
monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
fridays saturdays sundays january february march april may june july august september october
november december christmas easter ramadan eid diwali hanukkah halloween lent
english welsh scottish irish british american polish indian pakistani chinese french german spanish
italian european african asian arabic urdu punjabi bengali hindi portuguese romanian turkish greek
russian ukrainian caribbean black white western eastern victorian
zoom teams skype google facebook instagram whatsapp twitter tiktok youtube netflix amazon email
microsoft word excel powerpoint windows android iphone ipad apple internet wifi bluetooth
cbt act dbt emdr iapt cmht camhs nhs gp gps ptsd ocd adhd add asd bpd phq gad pip esa dla dwp
covid covid-19 tv dvd cd id uk us usa eu bbc itv pe re gcse gcses btec phd msc mot iq it hr pc
m.e ms a&e icu mri ct hiv aids tb bp ecg iv ocd ppe bame lgbt lgbtq sats pta diy faq pdf sms
prozac sertraline citalopram diazepam valium paracetamol ibuprofen gabapentin lithium
"""
