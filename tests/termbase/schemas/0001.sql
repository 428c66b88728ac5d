BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE concept (
	id VARCHAR NOT NULL, 
	subject_field VARCHAR NOT NULL, 
	created_by VARCHAR NOT NULL, 
	changed_by VARCHAR NOT NULL, 
	notes JSON NOT NULL, 
	created_at DATETIME, 
	changed_at DATETIME, 
	CONSTRAINT pk_concept PRIMARY KEY (id), 
	CONSTRAINT fk_concept_id FOREIGN KEY(id) REFERENCES issued_id (id)
);
INSERT INTO "concept" VALUES('industrial-chain','economy','ann','bob','["line one\nline two"]','2022-10-16 02:30:00.000000','2023-01-01 00:00:00.000000');
INSERT INTO "concept" VALUES('resilience','','ann','','[]','2026-11-28 03:30:16.000000',NULL);
CREATE TABLE definition (
	concept_id VARCHAR NOT NULL, 
	section INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT pk_definition PRIMARY KEY (concept_id, section, position), 
	CONSTRAINT fk_definition_concept_id_section FOREIGN KEY(concept_id, section) REFERENCES language_section (concept_id, section) ON DELETE CASCADE
);
INSERT INTO "definition" VALUES('industrial-chain',0,0,'一连串的产业');
CREATE TABLE issued_id (
	id VARCHAR NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT pk_issued_id PRIMARY KEY (id)
);
INSERT INTO "issued_id" VALUES('industrial-chain',NULL);
INSERT INTO "issued_id" VALUES('resilience',NULL);
INSERT INTO "issued_id" VALUES('gone','2026-11-28 03:30:16.000000');
CREATE TABLE language_section (
	concept_id VARCHAR NOT NULL, 
	section INTEGER NOT NULL, 
	language VARCHAR NOT NULL, 
	work_state VARCHAR NOT NULL, 
	notes JSON NOT NULL, 
	CONSTRAINT pk_language_section PRIMARY KEY (concept_id, section), 
	CONSTRAINT fk_language_section_concept_id FOREIGN KEY(concept_id) REFERENCES concept (id) ON DELETE CASCADE, 
	CONSTRAINT uq_language_section_concept_id_language UNIQUE (concept_id, language)
);
INSERT INTO "language_section" VALUES('industrial-chain',0,'zh-Hans','approved','["a note"]');
INSERT INTO "language_section" VALUES('industrial-chain',1,'en','proposed','[]');
INSERT INTO "language_section" VALUES('resilience',0,'en','proposed','[]');
CREATE TABLE look_up_form (
	concept_id VARCHAR NOT NULL, 
	section INTEGER NOT NULL, 
	term INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	form VARCHAR NOT NULL, 
	CONSTRAINT pk_look_up_form PRIMARY KEY (concept_id, section, term, position), 
	CONSTRAINT fk_look_up_form_concept_id_section_term FOREIGN KEY(concept_id, section, term) REFERENCES term (concept_id, section, position) ON DELETE CASCADE
);
INSERT INTO "look_up_form" VALUES('industrial-chain',1,0,0,'industry-chain');
CREATE TABLE meta (
	termbase_id VARCHAR NOT NULL, 
	revision VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY (termbase_id)
);
INSERT INTO "meta" VALUES('9b4d8bab-409e-476c-99eb-ff5b2f9f6e16','d87553ef-f6c0-446f-95aa-534d4240d84e','2026-11-28 03:30:16.579378');
CREATE TABLE relation (
	concept_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	CONSTRAINT pk_relation PRIMARY KEY (concept_id, position), 
	CONSTRAINT fk_relation_concept_id FOREIGN KEY(concept_id) REFERENCES concept (id) ON DELETE CASCADE
);
INSERT INTO "relation" VALUES('industrial-chain',0,'related','resilience');
CREATE TABLE search_key (
	concept_id VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	standing INTEGER NOT NULL, 
	CONSTRAINT pk_search_key PRIMARY KEY (concept_id, position), 
	CONSTRAINT fk_search_key_concept_id FOREIGN KEY(concept_id) REFERENCES concept (id) ON DELETE CASCADE
);
INSERT INTO "search_key" VALUES('industrial-chain',0,'id','industrial-chain',0);
INSERT INTO "search_key" VALUES('industrial-chain',1,'text','产业链',0);
INSERT INTO "search_key" VALUES('industrial-chain',2,'tones','chǎnyèliàn',0);
INSERT INTO "search_key" VALUES('industrial-chain',3,'pinyin','chanyelian',0);
INSERT INTO "search_key" VALUES('industrial-chain',4,'initials','cyl',0);
INSERT INTO "search_key" VALUES('industrial-chain',5,'text','industrial chain',0);
INSERT INTO "search_key" VALUES('industrial-chain',6,'text','industry-chain',0);
INSERT INTO "search_key" VALUES('industrial-chain',7,'text','industry chain',2);
INSERT INTO "search_key" VALUES('resilience',0,'id','resilience',0);
INSERT INTO "search_key" VALUES('resilience',1,'text','resilience',0);
CREATE TABLE source (
	owner VARCHAR NOT NULL, 
	concept_id VARCHAR NOT NULL, 
	section INTEGER NOT NULL, 
	item INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	document VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	date VARCHAR NOT NULL, 
	locator VARCHAR NOT NULL, 
	mark VARCHAR NOT NULL, 
	CONSTRAINT pk_source PRIMARY KEY (concept_id, section, owner, item, position), 
	CONSTRAINT fk_source_concept_id_section FOREIGN KEY(concept_id, section) REFERENCES language_section (concept_id, section) ON DELETE CASCADE
);
INSERT INTO "source" VALUES('definition','industrial-chain',0,0,0,'词典','出版社','2020','p. 3','checked');
INSERT INTO "source" VALUES('term','industrial-chain',1,0,0,'Report','','2022-10','','unverified');
CREATE TABLE term (
	concept_id VARCHAR NOT NULL, 
	section INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	pinyin VARCHAR NOT NULL, 
	geographical_usage VARCHAR NOT NULL, 
	usage_note VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	valid_from VARCHAR NOT NULL, 
	valid_to VARCHAR NOT NULL, 
	evidence VARCHAR NOT NULL, 
	term_type VARCHAR, 
	part_of_speech VARCHAR, 
	number VARCHAR, 
	severity VARCHAR, 
	case_sensitive BOOLEAN NOT NULL, 
	inflect BOOLEAN NOT NULL, 
	context JSON NOT NULL, 
	notes JSON NOT NULL, 
	CONSTRAINT pk_term PRIMARY KEY (concept_id, section, position), 
	CONSTRAINT fk_term_concept_id_section FOREIGN KEY(concept_id, section) REFERENCES language_section (concept_id, section) ON DELETE CASCADE
);
INSERT INTO "term" VALUES('industrial-chain',0,0,'产业链','preferred','chǎn yè liàn','','','','','','always',NULL,'noun',NULL,NULL,0,1,'[]','[]');
INSERT INTO "term" VALUES('industrial-chain',1,0,'industrial chain','preferred','','','','','2022','','always',NULL,NULL,NULL,NULL,0,1,'[]','[]');
INSERT INTO "term" VALUES('industrial-chain',1,1,'industry chain','deprecated','','','','literal','','','context',NULL,NULL,NULL,'warning',1,0,'["supply", "polic*"]','[]');
INSERT INTO "term" VALUES('resilience',0,0,'resilience','preferred','','','','','','','always',NULL,NULL,NULL,NULL,0,1,'[]','[]');
CREATE INDEX ix_relation_target ON relation (target);
COMMIT;
