CREATE TABLE "decisions" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"wave_id" text NOT NULL,
	"site_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"step" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text NOT NULL,
	"day" text,
	CONSTRAINT "decisions_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "district_words" (
	"district_id" text NOT NULL,
	"key" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "district_words_district_id_key_pk" PRIMARY KEY("district_id","key")
);
--> statement-breakpoint
CREATE TABLE "pulses" (
	"district_id" text NOT NULL,
	"wave_id" text NOT NULL,
	"round" text NOT NULL,
	"person_id" text NOT NULL,
	"site_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"answers" text NOT NULL,
	CONSTRAINT "pulses_district_id_wave_id_round_person_id_pk" PRIMARY KEY("district_id","wave_id","round","person_id")
);
--> statement-breakpoint
CREATE TABLE "school_people" (
	"district_id" text NOT NULL,
	"site_id" text NOT NULL,
	"part" text NOT NULL,
	"person_id" text NOT NULL,
	"named_by_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "school_people_district_id_site_id_part_person_id_pk" PRIMARY KEY("district_id","site_id","part","person_id")
);
--> statement-breakpoint
CREATE TABLE "school_words" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"site_id" text,
	"wave_id" text,
	"writer_id" text NOT NULL,
	"owner_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"consent_at" timestamp (3) with time zone,
	"expires_on" text,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "school_words_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
ALTER TABLE "answer_pitfalls" ADD COLUMN "connected_in" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "stage" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "words" text;--> statement-breakpoint
ALTER TABLE "call_tasks" ADD COLUMN "ack_by" text;--> statement-breakpoint
ALTER TABLE "call_tasks" ADD COLUMN "act_by" text;--> statement-breakpoint
ALTER TABLE "call_tasks" ADD COLUMN "acknowledged_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "call_tasks" ADD COLUMN "again_on" text;--> statement-breakpoint
ALTER TABLE "call_tasks" ADD COLUMN "offered" jsonb;--> statement-breakpoint
ALTER TABLE "call_tasks" ADD COLUMN "picked" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "closes_on" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "snoozed_until" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "ended_on" text;--> statement-breakpoint
ALTER TABLE "waves" ADD COLUMN "target" bigint;--> statement-breakpoint
ALTER TABLE "waves" ADD COLUMN "capacity" bigint;--> statement-breakpoint
ALTER TABLE "waves" ADD COLUMN "opens_on" text;--> statement-breakpoint
ALTER TABLE "waves" ADD COLUMN "reminders" jsonb;--> statement-breakpoint
ALTER TABLE "waves" ADD COLUMN "changes" jsonb;--> statement-breakpoint
ALTER TABLE "waves" ADD COLUMN "armed_by_id" text;--> statement-breakpoint
ALTER TABLE "waves" ADD COLUMN "armed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "decisions_by_site" ON "decisions" USING btree ("district_id","site_id","at");--> statement-breakpoint
CREATE INDEX "school_people_by_person" ON "school_people" USING btree ("district_id","person_id");--> statement-breakpoint
CREATE INDEX "school_words_by_kind" ON "school_words" USING btree ("district_id","kind","at");--> statement-breakpoint
CREATE INDEX "school_words_by_site" ON "school_words" USING btree ("district_id","site_id","at");