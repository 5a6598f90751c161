CREATE TABLE `offers_to_show` (
	`district_id` text NOT NULL,
	`person_id` text NOT NULL,
	`practice` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `person_id`, `practice`)
);
--> statement-breakpoint
CREATE INDEX `offers_by_practice` ON `offers_to_show` (`district_id`,`practice`);--> statement-breakpoint
CREATE TABLE `peer_visits` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`practice` text NOT NULL,
	`asker_id` text NOT NULL,
	`host_id` text,
	`site_id` text,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`answered_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `peer_visits_by_asker` ON `peer_visits` (`district_id`,`asker_id`);--> statement-breakpoint
CREATE INDEX `peer_visits_by_host` ON `peer_visits` (`district_id`,`host_id`);--> statement-breakpoint
CREATE INDEX `peer_visits_by_practice` ON `peer_visits` (`district_id`,`practice`,`state`);--> statement-breakpoint
CREATE TABLE `shout_out_quotes` (
	`district_id` text NOT NULL,
	`shout_out_id` text NOT NULL,
	`key` text NOT NULL,
	`position` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `shout_out_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `shout_out_quotes_by_key` ON `shout_out_quotes` (`district_id`,`key`);--> statement-breakpoint
CREATE TABLE `shout_out_reports` (
	`district_id` text NOT NULL,
	`shout_out_id` text NOT NULL,
	`by_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`outcome` text,
	`settled_by_id` text,
	`settled_at` integer,
	PRIMARY KEY(`district_id`, `shout_out_id`, `by_id`)
);
--> statement-breakpoint
CREATE TABLE `staff_group_members` (
	`district_id` text NOT NULL,
	`group_id` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`district_id`, `group_id`, `person_id`),
	FOREIGN KEY (`district_id`,`group_id`) REFERENCES `staff_groups`(`district_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_group_members_by_person` ON `staff_group_members` (`district_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `staff_groups` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`site_id` text NOT NULL,
	`name` text NOT NULL,
	`key` text NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `staff_groups_by_site` ON `staff_groups` (`district_id`,`site_id`,`key`);--> statement-breakpoint
CREATE TABLE `student_hashes` (
	`district_id` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`district_id`, `hash`)
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `language` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `asks_off_at` integer;--> statement-breakpoint
ALTER TABLE `persons` ADD `grades` text;--> statement-breakpoint
ALTER TABLE `preferences` ADD `language` text;--> statement-breakpoint
ALTER TABLE `shout_out_receivers` ADD `spread_at` integer;--> statement-breakpoint
ALTER TABLE `shout_out_receivers` ADD `thank_back` text;--> statement-breakpoint
ALTER TABLE `shout_out_receivers` ADD `thanked_back_at` integer;--> statement-breakpoint
ALTER TABLE `shout_outs` ADD `hidden_by` text;--> statement-breakpoint
ALTER TABLE `shout_outs` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `shout_outs` ADD `edited_at` integer;--> statement-breakpoint
ALTER TABLE `shout_outs` ADD `spread_at` integer;--> statement-breakpoint
CREATE INDEX `shout_outs_by_site` ON `shout_outs` (`district_id`,`site_id`,`at`);