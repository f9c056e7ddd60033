-- one box finds a lot, place, product or document by a part of its name or code, and places and products are listed by use

-- projection `find`

-- each end of a code, each end of a name that begins with a word: a search is a range of the key
create table search_term (
    organisation uuid             not null,
    kind         smallint         not null, -- 1 lot, 2 product, 3 place, 4 document
    term         text collate "C" not null, -- without case, accents and punctuation; cut to 40 characters
    start_at     smallint         not null, -- where the term begins in the name
    target       text collate "C" not null, -- id of the lot, GTIN, GLN or URI of the place, URI of the document
    name         text             not null,
    primary key (organisation, kind, term, start_at, target)
);

create table search_document (
    organisation uuid   not null,
    document     text   not null, -- canonical URI of the business transaction
    position     bigint not null, -- of an event that names it
    type         text,            -- in words, as on the reference document
    number       text   not null,
    primary key (organisation, document, position)
);

-- keys that events name or master data describes
create table used_key (
    organisation uuid             not null,
    kind         smallint         not null, -- 2 product, 3 place
    key          text collate "C" not null, -- GTIN; GLN, or URI of a place without one
    lots         bigint           not null, -- that events name together with it
    events       bigint           not null,
    described    boolean          not null, -- in master data
    primary key (organisation, kind, key)
);

create index used_key_most on used_key (organisation, kind, lots desc, events desc, key);

create table used_key_lot (
    organisation uuid             not null,
    kind         smallint         not null, -- 1 every lot, under the empty key; 2 product, 3 place
    key          text collate "C" not null,
    lot_id       uuid             not null,
    position     bigint           not null, -- the first event that names the lot with the key
    way          smallint         not null, -- bits: 1 came in, 2 went out, 4 was here
    primary key (organisation, kind, key, lot_id)
);

create index used_key_lot_newest on used_key_lot (organisation, kind, key, position, lot_id);

insert into projection_position (projection, position) values ('find', 0);
