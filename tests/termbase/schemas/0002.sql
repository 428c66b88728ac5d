BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE change (
	number INTEGER NOT NULL, 
	step INTEGER NOT NULL, 
	concept_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	"before" JSON, 
	CONSTRAINT pk_change PRIMARY KEY (number), 
	CONSTRAINT fk_change_step FOREIGN KEY(step) REFERENCES step (number)
);
INSERT INTO "change" VALUES(1,1,'industrial-chain','added',NULL);
INSERT INTO "change" VALUES(2,1,'gone','added',NULL);
INSERT INTO "change" VALUES(3,1,'resilience','added',NULL);
INSERT INTO "change" VALUES(4,2,'gone','removed','{"id": "gone", "notes": ["removed later"], "provenance": {"created_at": "2026-11-28T08:17:09+00:00", "created_by": "ann"}}');
INSERT INTO "change" VALUES(5,3,'resilience','changed','{"id": "resilience", "sections": [{"language": "zh-Hans", "terms": [{"text": "韧性", "status": "preferred", "pinyin": "rèn xìng", "match": {"case_sensitive": false, "inflect": true, "evidence": "always"}}], "work_state": "proposed"}, {"language": "en", "terms": [{"text": "resilience", "status": "preferred", "match": {"case_sensitive": false, "inflect": true, "evidence": "always"}}, {"text": "toughness", "status": "deprecated", "reason": "not the sense", "match": {"case_sensitive": false, "inflect": true, "evidence": "always"}}], "work_state": "proposed"}], "provenance": {"created_at": "2026-11-28T08:17:09+00:00", "created_by": "ann"}}');
INSERT INTO "change" VALUES(6,4,'resilience','changed','{"id": "resilience", "sections": [{"language": "zh-Hans", "terms": [{"text": "韧性", "status": "preferred", "pinyin": "rèn xìng", "match": {"case_sensitive": false, "inflect": true, "evidence": "always"}}], "work_state": "proposed"}, {"language": "en", "terms": [{"text": "resilience", "status": "preferred", "match": {"case_sensitive": false, "inflect": true, "evidence": "always"}}, {"text": "toughness", "status": "deprecated", "reason": "not the sense", "match": {"case_sensitive": false, "inflect": true, "evidence": "always"}}], "work_state": "proposed"}], "notes": ["checked"], "provenance": {"created_at": "2026-11-28T08:17:09+00:00", "created_by": "ann", "changed_at": "2026-11-28T08:17:09+00:00", "changed_by": "bob"}}');
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
INSERT INTO "concept" VALUES('resilience','','ann','','[]','2026-11-28 08:17:09.000000',NULL);
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
INSERT INTO "issued_id" VALUES('gone','2026-11-28 08:17:09.000000');
INSERT INTO "issued_id" VALUES('resilience',NULL);
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
INSERT INTO "language_section" VALUES('resilience',0,'zh-Hans','proposed','[]');
INSERT INTO "language_section" VALUES('resilience',1,'en','proposed','[]');
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
INSERT INTO "meta" VALUES('17eefe3b-5b2b-46c1-897e-7086d20d7cf2','aa92d0fb-e87b-4c42-bae1-d141fbb660d8','2026-11-28 08:17:09.656216');
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
INSERT INTO "search_key" VALUES('resilience',1,'text','韧性',0);
INSERT INTO "search_key" VALUES('resilience',2,'tones','rènxìng',0);
INSERT INTO "search_key" VALUES('resilience',3,'pinyin','renxing',0);
INSERT INTO "search_key" VALUES('resilience',4,'initials','rx',0);
INSERT INTO "search_key" VALUES('resilience',5,'text','resilience',0);
INSERT INTO "search_key" VALUES('resilience',6,'text','toughness',2);
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
CREATE TABLE step (
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"by" VARCHAR NOT NULL, 
	why VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	undoes INTEGER, 
	CONSTRAINT pk_step PRIMARY KEY (number), 
	CONSTRAINT fk_step_undoes FOREIGN KEY(undoes) REFERENCES step (number)
);
INSERT INTO "step" VALUES(1,'2026-11-28 08:17:09.000000','ann','the first terms','import',NULL);
INSERT INTO "step" VALUES(2,'2026-11-28 08:17:09.000000','bob','merged','remove',NULL);
INSERT INTO "step" VALUES(3,'2026-11-28 08:17:09.000000','bob','','replace',NULL);
INSERT INTO "step" VALUES(4,'2026-11-28 08:17:09.000000','ann','','undo',3);
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
INSERT INTO "term" VALUES('resilience',0,0,'韧性','preferred','rèn xìng','','','','','','always',NULL,NULL,NULL,NULL,0,1,'[]','[]');
INSERT INTO "term" VALUES('resilience',1,0,'resilience','preferred','','','','','','','always',NULL,NULL,NULL,NULL,0,1,'[]','[]');
INSERT INTO "term" VALUES('resilience',1,1,'toughness','deprecated','','','','not the sense','','','always',NULL,NULL,NULL,NULL,0,1,'[]','[]');
CREATE INDEX ix_relation_target ON relation (target);
CREATE INDEX ix_step_undoes ON step (undoes);
CREATE INDEX ix_change_step ON change (step);
CREATE INDEX ix_change_concept_id_number ON change (concept_id, number);
CREATE TRIGGER step_refuses_update BEFORE UPDATE ON step WHEN TRUE BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;
CREATE TRIGGER step_refuses_delete BEFORE DELETE ON step WHEN TRUE BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;
CREATE TRIGGER step_refuses_insert BEFORE INSERT ON step WHEN EXISTS (SELECT 1 FROM step WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;
CREATE TRIGGER change_refuses_update BEFORE UPDATE ON change WHEN TRUE BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;
CREATE TRIGGER change_refuses_delete BEFORE DELETE ON change WHEN TRUE BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;
CREATE TRIGGER change_refuses_insert BEFORE INSERT ON change WHEN EXISTS (SELECT 1 FROM change WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;
COMMIT;
