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
ALTER TABLE "waves" ADD COLUMN "armed_at" timestamp (3) with time zone;