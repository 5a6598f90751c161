CREATE TABLE "accounts" (
	"district_id" text NOT NULL,
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"account" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "accounts_district_id_platform_workspace_account_pk" PRIMARY KEY("district_id","platform","workspace","account")
);
--> statement-breakpoint
CREATE TABLE "answer_pitfalls" (
	"district_id" text NOT NULL,
	"answer_id" text NOT NULL,
	"code" text NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "answer_pitfalls_district_id_answer_id_code_pk" PRIMARY KEY("district_id","answer_id","code")
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"wave_id" text NOT NULL,
	"site_id" text NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"platform" text NOT NULL,
	CONSTRAINT "answers_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"district_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"place_id" text NOT NULL,
	CONSTRAINT "assignments_district_id_person_id_role_place_id_pk" PRIMARY KEY("district_id","person_id","role","place_id")
);
--> statement-breakpoint
CREATE TABLE "calendar_days" (
	"district_id" text NOT NULL,
	"day" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"student_end" text,
	CONSTRAINT "calendar_days_district_id_day_kind_label_pk" PRIMARY KEY("district_id","day","kind","label")
);
--> statement-breakpoint
CREATE TABLE "call_tasks" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"wave_id" text NOT NULL,
	"site_id" text NOT NULL,
	"lead_id" text NOT NULL,
	"reason" text NOT NULL,
	"words" text NOT NULL,
	"created_on" text NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "call_tasks_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"site_id" text,
	"name" text NOT NULL,
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	CONSTRAINT "channels_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "clusters" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "clusters_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"district_id" text NOT NULL,
	"message_id" text NOT NULL,
	"attempt" bigint NOT NULL,
	"outcome" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "deliveries_district_id_message_id_attempt_pk" PRIMARY KEY("district_id","message_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "districts" (
	"district_id" text NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"zone" text NOT NULL,
	CONSTRAINT "districts_district_id_pk" PRIMARY KEY("district_id")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"district_id" text NOT NULL,
	"wave_id" text NOT NULL,
	"site_id" text NOT NULL,
	"invited_on" text,
	"reminders_sent" bigint NOT NULL,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	"call_logged_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_district_id_wave_id_site_id_pk" PRIMARY KEY("district_id","wave_id","site_id")
);
--> statement-breakpoint
CREATE TABLE "joinings" (
	"district_id" text NOT NULL,
	"site_id" text NOT NULL,
	"wave_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "joinings_district_id_site_id_pk" PRIMARY KEY("district_id","site_id")
);
--> statement-breakpoint
CREATE TABLE "local_messages" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"key" text NOT NULL,
	"conversation" text NOT NULL,
	"card" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"edited_at" timestamp (3) with time zone,
	CONSTRAINT "local_messages_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "nudges_sent" (
	"district_id" text NOT NULL,
	"subject" text NOT NULL,
	"nudge" text NOT NULL,
	"day" text NOT NULL,
	CONSTRAINT "nudges_sent_district_id_subject_day_pk" PRIMARY KEY("district_id","subject","day")
);
--> statement-breakpoint
CREATE TABLE "outbox_messages" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"action" text NOT NULL,
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"conversation" jsonb NOT NULL,
	"lane" text NOT NULL,
	"urgency" bigint NOT NULL,
	"card" jsonb,
	"of_key" text,
	"supersede_key" text,
	"group_key" text,
	"recipient_id" text,
	"budget_of" text,
	"week" text,
	"state" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"leased_until" timestamp (3) with time zone,
	"attempts" bigint NOT NULL,
	"place" jsonb,
	"postponed" boolean NOT NULL,
	"taken_back" text,
	"settled_at" timestamp (3) with time zone,
	"handle" text,
	"reason" text NOT NULL,
	CONSTRAINT "outbox_messages_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"preferred_given_name" text,
	"preferred_family_name" text,
	"email" text,
	"username" text,
	"search_key" text NOT NULL,
	"active" boolean NOT NULL,
	"home_site_id" text,
	CONSTRAINT "persons_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "preferences" (
	"district_id" text NOT NULL,
	"person_id" text NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	"waves_stopped_at" timestamp (3) with time zone,
	"nudges_asked_at" timestamp (3) with time zone,
	"thanks" text NOT NULL,
	CONSTRAINT "preferences_district_id_person_id_pk" PRIMARY KEY("district_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "schedule" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"campaign" text NOT NULL,
	"subject" text NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "schedule_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "seen_events" (
	"district_id" text NOT NULL,
	"key_hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "seen_events_district_id_key_hash_pk" PRIMARY KEY("district_id","key_hash")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"district_id" text NOT NULL,
	"name" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "settings_district_id_name_pk" PRIMARY KEY("district_id","name")
);
--> statement-breakpoint
CREATE TABLE "shout_out_receivers" (
	"district_id" text NOT NULL,
	"shout_out_id" text NOT NULL,
	"person_id" text NOT NULL,
	"told_by" text,
	CONSTRAINT "shout_out_receivers_district_id_shout_out_id_person_id_pk" PRIMARY KEY("district_id","shout_out_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "shout_outs" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"giver_id" text NOT NULL,
	"text" text NOT NULL,
	"helped" text NOT NULL,
	"practice" text NOT NULL,
	"value" text NOT NULL,
	"share" text NOT NULL,
	"site_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"week" text NOT NULL,
	"hidden_at" timestamp (3) with time zone,
	CONSTRAINT "shout_outs_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"cluster_id" text,
	"zone" text NOT NULL,
	"bells" jsonb NOT NULL,
	"signature" text,
	"platform" text,
	"channel_name" text,
	"core_materials" jsonb NOT NULL,
	"active" boolean NOT NULL,
	CONSTRAINT "sites_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "waves" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"sender_id" text NOT NULL,
	"time_needed" text NOT NULL,
	"start_month" text NOT NULL,
	"next_wave_month" text NOT NULL,
	"window_days" bigint NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"closes_on" text,
	CONSTRAINT "waves_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
ALTER TABLE "answer_pitfalls" ADD CONSTRAINT "answer_pitfalls_district_id_answer_id_answers_district_id_id_fk" FOREIGN KEY ("district_id","answer_id") REFERENCES "public"."answers"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_district_id_person_id_persons_district_id_id_fk" FOREIGN KEY ("district_id","person_id") REFERENCES "public"."persons"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_district_id_wave_id_waves_district_id_id_fk" FOREIGN KEY ("district_id","wave_id") REFERENCES "public"."waves"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_district_id_person_id_persons_district_id_id_fk" FOREIGN KEY ("district_id","person_id") REFERENCES "public"."persons"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shout_out_receivers" ADD CONSTRAINT "shout_out_receivers_district_id_shout_out_id_shout_outs_district_id_id_fk" FOREIGN KEY ("district_id","shout_out_id") REFERENCES "public"."shout_outs"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_by_person" ON "accounts" USING btree ("district_id","person_id");--> statement-breakpoint
CREATE INDEX "answers_by_site" ON "answers" USING btree ("district_id","wave_id","site_id");--> statement-breakpoint
CREATE INDEX "assignments_by_role" ON "assignments" USING btree ("district_id","role","place_id","person_id");--> statement-breakpoint
CREATE INDEX "call_tasks_by_site" ON "call_tasks" USING btree ("district_id","wave_id","site_id");--> statement-breakpoint
CREATE INDEX "channels_by_site" ON "channels" USING btree ("district_id","site_id");--> statement-breakpoint
CREATE INDEX "deliveries_by_time" ON "deliveries" USING btree ("district_id","at");--> statement-breakpoint
CREATE INDEX "invitations_by_site" ON "invitations" USING btree ("district_id","site_id");--> statement-breakpoint
CREATE UNIQUE INDEX "local_messages_by_key" ON "local_messages" USING btree ("district_id","key");--> statement-breakpoint
CREATE INDEX "local_messages_by_conversation" ON "local_messages" USING btree ("district_id","conversation","id");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_by_key" ON "outbox_messages" USING btree ("district_id","key");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox_messages" USING btree ("district_id","platform","due_at") WHERE state in ('waiting', 'leased');--> statement-breakpoint
CREATE INDEX "outbox_lane" ON "outbox_messages" USING btree ("district_id","lane","due_at","id") WHERE state in ('waiting', 'leased');--> statement-breakpoint
CREATE INDEX "outbox_retries" ON "outbox_messages" USING btree ("district_id","due_at") WHERE state = 'waiting' and attempts > 0;--> statement-breakpoint
CREATE INDEX "outbox_pace" ON "outbox_messages" USING btree ("district_id","settled_at","lane");--> statement-breakpoint
CREATE INDEX "outbox_supersede" ON "outbox_messages" USING btree ("district_id","supersede_key","state");--> statement-breakpoint
CREATE INDEX "outbox_group" ON "outbox_messages" USING btree ("district_id","group_key","state");--> statement-breakpoint
CREATE INDEX "outbox_budget" ON "outbox_messages" USING btree ("district_id","budget_of","week");--> statement-breakpoint
CREATE INDEX "persons_by_home" ON "persons" USING btree ("district_id","home_site_id");--> statement-breakpoint
CREATE INDEX "schedule_due" ON "schedule" USING btree ("district_id","next_at");--> statement-breakpoint
CREATE INDEX "seen_events_by_time" ON "seen_events" USING btree ("district_id","at");--> statement-breakpoint
CREATE INDEX "receivers_by_person" ON "shout_out_receivers" USING btree ("district_id","person_id","told_by");--> statement-breakpoint
CREATE INDEX "shout_outs_by_time" ON "shout_outs" USING btree ("district_id","at");--> statement-breakpoint
CREATE INDEX "shout_outs_by_giver" ON "shout_outs" USING btree ("district_id","giver_id","at");