/** Words of which any English text is full: that an entry has one of them says nothing. */
export const GENERAL_ENGLISH: ReadonlySet<string> = new Set(
  (
    'everyone everybody someone somebody anyone anybody nobody nothing everything something anything one ones people person man men woman women thing things ' +
    'way ways time times day days today tomorrow yesterday now soon always never often sometimes again still yet already just only even very too quite really ' +
    'much many few little less lot lots some same another every either neither own good better best bad worse great big small large long short old young ' +
    'make makes making made take takes took taken get gets got give gives gave go goes going went come comes came see saw seen look looks know knows knew ' +
    'think thought want wants need needs like likes use uses used using work works say says said let lets put keep try tried help helps start stop ' +
    'first last next back down off away around because however also us him her his hers me he she yes ok okay hello hi thanks thank sorry'
  ).split(' '),
)
