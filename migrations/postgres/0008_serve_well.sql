CREATE TABLE "calendar_feeds" (
	"district_id" text NOT NULL,
	"place" text NOT NULL,
	"url" text NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone,
	"hash" text,
	"problem" text,
	"added" jsonb NOT NULL,
	"removed" jsonb NOT NULL,
	CONSTRAINT "calendar_feeds_district_id_place_pk" PRIMARY KEY("district_id","place")
);
--> statement-breakpoint
CREATE TABLE "calendar_meanings" (
	"district_id" text NOT NULL,
	"label" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "calendar_meanings_district_id_label_pk" PRIMARY KEY("district_id","label")
);
--> statement-breakpoint
CREATE TABLE "calendar_reviews" (
	"district_id" text NOT NULL,
	"year" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone NOT NULL,
	"by_id" text NOT NULL,
	CONSTRAINT "calendar_reviews_district_id_year_pk" PRIMARY KEY("district_id","year")
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"expedition_id" text NOT NULL,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"settled_by_id" text,
	"outcome" text,
	CONSTRAINT "corrections_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"scope" text NOT NULL,
	"week" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"facts" text NOT NULL,
	"reader_id" text NOT NULL,
	CONSTRAINT "digests_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "expedition_parts" (
	"district_id" text NOT NULL,
	"expedition_id" text NOT NULL,
	"part" text NOT NULL,
	"by_id" text NOT NULL,
	"rooms" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"revision" bigint NOT NULL,
	CONSTRAINT "expedition_parts_district_id_expedition_id_part_pk" PRIMARY KEY("district_id","expedition_id","part")
);
--> statement-breakpoint
CREATE TABLE "expeditions" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"site_id" text NOT NULL,
	"day" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"planned_by_id" text NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"visitors" jsonb NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"next_on" text,
	"shared_at" timestamp (3) with time zone,
	CONSTRAINT "expeditions_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "focus_groups" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"site_id" text NOT NULL,
	"type" text NOT NULL,
	"day" text NOT NULL,
	"size" bigint NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "focus_groups_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "focus_themes" (
	"district_id" text NOT NULL,
	"group_id" text NOT NULL,
	"id" text NOT NULL,
	"practice" text NOT NULL,
	"pitfall" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "focus_themes_district_id_group_id_id_pk" PRIMARY KEY("district_id","group_id","id")
);
--> statement-breakpoint
CREATE TABLE "made_changes" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"session" text,
	"heard" text NOT NULL,
	"changed" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"said_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "made_changes_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "nudge_tunings" (
	"district_id" text NOT NULL,
	"nudge" text NOT NULL,
	"year" text NOT NULL,
	"useful" bigint NOT NULL,
	"not_for_me" bigint NOT NULL,
	CONSTRAINT "nudge_tunings_district_id_nudge_year_pk" PRIMARY KEY("district_id","nudge","year")
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"district_id" text NOT NULL,
	"expedition_id" text NOT NULL,
	"part" text NOT NULL,
	"look_for" text NOT NULL,
	"signal" text NOT NULL,
	"rooms" bigint NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "observations_district_id_expedition_id_part_look_for_pk" PRIMARY KEY("district_id","expedition_id","part","look_for")
);
--> statement-breakpoint
CREATE TABLE "own_nudges" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"language" text NOT NULL,
	"nudge" jsonb NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "own_nudges_district_id_id_language_pk" PRIMARY KEY("district_id","id","language")
);
--> statement-breakpoint
CREATE TABLE "own_texts" (
	"district_id" text NOT NULL,
	"language" text NOT NULL,
	"key" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "own_texts_district_id_language_key_pk" PRIMARY KEY("district_id","language","key")
);
--> statement-breakpoint
CREATE TABLE "pauses" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"site_id" text,
	"from_day" text NOT NULL,
	"until_day" text NOT NULL,
	"reason" text NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "pauses_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "room_skips" (
	"district_id" text NOT NULL,
	"expedition_id" text NOT NULL,
	"person_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "room_skips_district_id_expedition_id_person_id_pk" PRIMARY KEY("district_id","expedition_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "site_calendar_days" (
	"district_id" text NOT NULL,
	"site_id" text NOT NULL,
	"day" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"student_end" text,
	CONSTRAINT "site_calendar_days_district_id_site_id_day_kind_label_pk" PRIMARY KEY("district_id","site_id","day","kind","label")
);
--> statement-breakpoint
CREATE TABLE "site_choices" (
	"district_id" text NOT NULL,
	"site_id" text NOT NULL,
	"focus" jsonb NOT NULL,
	"nudge_day" bigint,
	"in_roundup" boolean NOT NULL,
	CONSTRAINT "site_choices_district_id_site_id_pk" PRIMARY KEY("district_id","site_id")
);
--> statement-breakpoint
CREATE TABLE "training_decisions" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"session" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "training_decisions_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "tries" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text NOT NULL,
	"nudge" text,
	"practice" text NOT NULL,
	"text" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"outcome" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "tries_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
ALTER TABLE "outbox_messages" ADD COLUMN "send_key" text;--> statement-breakpoint
ALTER TABLE "preferences" ADD COLUMN "nudge_day" bigint;--> statement-breakpoint
ALTER TABLE "preferences" ADD COLUMN "digest_only_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "expedition_parts" ADD CONSTRAINT "expedition_parts_district_id_expedition_id_expeditions_district_id_id_fk" FOREIGN KEY ("district_id","expedition_id") REFERENCES "public"."expeditions"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "focus_themes" ADD CONSTRAINT "focus_themes_district_id_group_id_focus_groups_district_id_id_fk" FOREIGN KEY ("district_id","group_id") REFERENCES "public"."focus_groups"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_district_id_expedition_id_expeditions_district_id_id_fk" FOREIGN KEY ("district_id","expedition_id") REFERENCES "public"."expeditions"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrections_by_expedition" ON "corrections" USING btree ("district_id","expedition_id");--> statement-breakpoint
CREATE INDEX "digests_by_scope" ON "digests" USING btree ("district_id","scope","at");--> statement-breakpoint
CREATE INDEX "expeditions_by_site" ON "expeditions" USING btree ("district_id","site_id","day");--> statement-breakpoint
CREATE INDEX "expeditions_by_day" ON "expeditions" USING btree ("district_id","state","day");--> statement-breakpoint
CREATE INDEX "focus_groups_by_day" ON "focus_groups" USING btree ("district_id","day");--> statement-breakpoint
CREATE INDEX "pauses_by_day" ON "pauses" USING btree ("district_id","until_day");--> statement-breakpoint
CREATE INDEX "tries_by_person" ON "tries" USING btree ("district_id","person_id","started_at");--> statement-breakpoint
CREATE INDEX "outbox_send" ON "outbox_messages" USING btree ("district_id","send_key");