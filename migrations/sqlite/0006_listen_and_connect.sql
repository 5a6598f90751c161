CREATE TABLE `decisions` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`wave_id` text NOT NULL,
	`site_id` text NOT NULL,
	`at` integer NOT NULL,
	`step` text NOT NULL,
	`verdict` text NOT NULL,
	`reason` text NOT NULL,
	`day` text,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `decisions_by_site` ON `decisions` (`district_id`,`site_id`,`at`);--> statement-breakpoint
CREATE TABLE `district_words` (
	`district_id` text NOT NULL,
	`key` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `pulses` (
	`district_id` text NOT NULL,
	`wave_id` text NOT NULL,
	`round` text NOT NULL,
	`person_id` text NOT NULL,
	`site_id` text NOT NULL,
	`at` integer NOT NULL,
	`answers` text NOT NULL,
	PRIMARY KEY(`district_id`, `wave_id`, `round`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `school_people` (
	`district_id` text NOT NULL,
	`site_id` text NOT NULL,
	`part` text NOT NULL,
	`person_id` text NOT NULL,
	`named_by_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `site_id`, `part`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `school_people_by_person` ON `school_people` (`district_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `school_words` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`site_id` text,
	`wave_id` text,
	`writer_id` text NOT NULL,
	`owner_id` text,
	`at` integer NOT NULL,
	`consent_at` integer,
	`expires_on` text,
	`retired_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `school_words_by_kind` ON `school_words` (`district_id`,`kind`,`at`);--> statement-breakpoint
CREATE INDEX `school_words_by_site` ON `school_words` (`district_id`,`site_id`,`at`);--> statement-breakpoint
ALTER TABLE `answer_pitfalls` ADD `connected_in` text;--> statement-breakpoint
ALTER TABLE `answers` ADD `stage` text;--> statement-breakpoint
ALTER TABLE `answers` ADD `words` text;--> statement-breakpoint
ALTER TABLE `call_tasks` ADD `ack_by` text;--> statement-breakpoint
ALTER TABLE `call_tasks` ADD `act_by` text;--> statement-breakpoint
ALTER TABLE `call_tasks` ADD `acknowledged_at` integer;--> statement-breakpoint
ALTER TABLE `call_tasks` ADD `again_on` text;--> statement-breakpoint
ALTER TABLE `call_tasks` ADD `offered` text;--> statement-breakpoint
ALTER TABLE `call_tasks` ADD `picked` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `kind` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `closes_on` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `snoozed_until` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `ended_on` text;--> statement-breakpoint
ALTER TABLE `waves` ADD `target` integer;--> statement-breakpoint
ALTER TABLE `waves` ADD `capacity` integer;--> statement-breakpoint
ALTER TABLE `waves` ADD `opens_on` text;--> statement-breakpoint
ALTER TABLE `waves` ADD `reminders` text;--> statement-breakpoint
ALTER TABLE `waves` ADD `changes` text;--> statement-breakpoint
ALTER TABLE `waves` ADD `armed_by_id` text;--> statement-breakpoint
ALTER TABLE `waves` ADD `armed_at` integer;