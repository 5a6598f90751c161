ALTER TABLE "accounts" ADD COLUMN "reach" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "reach" text;--> statement-breakpoint
ALTER TABLE "outbox_messages" ADD COLUMN "wakes" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "outbox_asleep" ON "outbox_messages" USING btree ("district_id","lane") WHERE wakes;