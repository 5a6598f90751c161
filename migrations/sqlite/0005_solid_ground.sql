CREATE TABLE `audit_entries` (
	`district_id` text NOT NULL,
	`number` integer NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`facts` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`district_id`, `number`)
);
--> statement-breakpoint
CREATE INDEX `audit_entries_by_time` ON `audit_entries` (`district_id`,`at`);--> statement-breakpoint
CREATE TABLE `audit_heads` (
	`district_id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`hash` text NOT NULL,
	`purged_number` integer NOT NULL,
	`purged_hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `holds` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text,
	`site_id` text,
	`type` text,
	`from_day` text,
	`until_day` text,
	`reason` text NOT NULL,
	`placed_by` text NOT NULL,
	`placed_at` integer NOT NULL,
	`released_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `known_browsers` (
	`district_id` text NOT NULL,
	`hash` text NOT NULL,
	`person_id` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `hash`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `known_browsers_by_person` ON `known_browsers` (`district_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`district_id` text NOT NULL,
	`hash` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `sessions_by_person` ON `sessions` (`district_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `sign_in_links` (
	`district_id` text NOT NULL,
	`hash` text NOT NULL,
	`person_id` text NOT NULL,
	`number_hash` text NOT NULL,
	`tries_left` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`spent_at` integer,
	PRIMARY KEY(`district_id`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `sign_in_links_by_person` ON `sign_in_links` (`district_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `tombstones` (
	`district_id` text NOT NULL,
	`type` text NOT NULL,
	`record_id` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`rule` text NOT NULL,
	PRIMARY KEY(`district_id`, `type`, `record_id`)
);
--> statement-breakpoint
CREATE INDEX `tombstones_by_time` ON `tombstones` (`district_id`,`at`);--> statement-breakpoint
ALTER TABLE `call_tasks` ADD `asked_by_id` text;--> statement-breakpoint
ALTER TABLE `outbox_messages` ADD `origin` text;