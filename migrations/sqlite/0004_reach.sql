ALTER TABLE `accounts` ADD `reach` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `reach` text;--> statement-breakpoint
ALTER TABLE `outbox_messages` ADD `wakes` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_asleep` ON `outbox_messages` (`district_id`,`lane`) WHERE wakes;