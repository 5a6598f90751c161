CREATE TABLE `calendar_feeds` (
	`district_id` text NOT NULL,
	`place` text NOT NULL,
	`url` text NOT NULL,
	`checked_at` integer,
	`changed_at` integer,
	`hash` text,
	`problem` text,
	`added` text NOT NULL,
	`removed` text NOT NULL,
	PRIMARY KEY(`district_id`, `place`)
);
--> statement-breakpoint
CREATE TABLE `calendar_meanings` (
	`district_id` text NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	PRIMARY KEY(`district_id`, `label`)
);
--> statement-breakpoint
CREATE TABLE `calendar_reviews` (
	`district_id` text NOT NULL,
	`year` text NOT NULL,
	`confirmed_at` integer NOT NULL,
	`by_id` text NOT NULL,
	PRIMARY KEY(`district_id`, `year`)
);
--> statement-breakpoint
CREATE TABLE `corrections` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`expedition_id` text NOT NULL,
	`person_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`settled_at` integer,
	`settled_by_id` text,
	`outcome` text,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `corrections_by_expedition` ON `corrections` (`district_id`,`expedition_id`);--> statement-breakpoint
CREATE TABLE `digests` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`scope` text NOT NULL,
	`week` text NOT NULL,
	`at` integer NOT NULL,
	`facts` text NOT NULL,
	`reader_id` text NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `digests_by_scope` ON `digests` (`district_id`,`scope`,`at`);--> statement-breakpoint
CREATE TABLE `expedition_parts` (
	`district_id` text NOT NULL,
	`expedition_id` text NOT NULL,
	`part` text NOT NULL,
	`by_id` text NOT NULL,
	`rooms` integer NOT NULL,
	`at` integer NOT NULL,
	`revision` integer NOT NULL,
	PRIMARY KEY(`district_id`, `expedition_id`, `part`),
	FOREIGN KEY (`district_id`,`expedition_id`) REFERENCES `expeditions`(`district_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `expeditions` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`site_id` text NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`planned_by_id` text NOT NULL,
	`planned_at` integer NOT NULL,
	`visitors` text NOT NULL,
	`finished_at` integer,
	`next_on` text,
	`shared_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `expeditions_by_site` ON `expeditions` (`district_id`,`site_id`,`day`);--> statement-breakpoint
CREATE INDEX `expeditions_by_day` ON `expeditions` (`district_id`,`state`,`day`);--> statement-breakpoint
CREATE TABLE `focus_groups` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`site_id` text NOT NULL,
	`type` text NOT NULL,
	`day` text NOT NULL,
	`size` integer NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `focus_groups_by_day` ON `focus_groups` (`district_id`,`day`);--> statement-breakpoint
CREATE TABLE `focus_themes` (
	`district_id` text NOT NULL,
	`group_id` text NOT NULL,
	`id` text NOT NULL,
	`practice` text NOT NULL,
	`pitfall` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`district_id`, `group_id`, `id`),
	FOREIGN KEY (`district_id`,`group_id`) REFERENCES `focus_groups`(`district_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `made_changes` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`session` text,
	`heard` text NOT NULL,
	`changed` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	`said_at` integer,
	`withdrawn_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `nudge_tunings` (
	`district_id` text NOT NULL,
	`nudge` text NOT NULL,
	`year` text NOT NULL,
	`useful` integer NOT NULL,
	`not_for_me` integer NOT NULL,
	PRIMARY KEY(`district_id`, `nudge`, `year`)
);
--> statement-breakpoint
CREATE TABLE `observations` (
	`district_id` text NOT NULL,
	`expedition_id` text NOT NULL,
	`part` text NOT NULL,
	`look_for` text NOT NULL,
	`signal` text NOT NULL,
	`rooms` integer NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`district_id`, `expedition_id`, `part`, `look_for`),
	FOREIGN KEY (`district_id`,`expedition_id`) REFERENCES `expeditions`(`district_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `own_nudges` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`language` text NOT NULL,
	`nudge` text NOT NULL,
	`retired_at` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `id`, `language`)
);
--> statement-breakpoint
CREATE TABLE `own_texts` (
	`district_id` text NOT NULL,
	`language` text NOT NULL,
	`key` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `language`, `key`)
);
--> statement-breakpoint
CREATE TABLE `pauses` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`site_id` text,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`reason` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `pauses_by_day` ON `pauses` (`district_id`,`until_day`);--> statement-breakpoint
CREATE TABLE `room_skips` (
	`district_id` text NOT NULL,
	`expedition_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `expedition_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `site_calendar_days` (
	`district_id` text NOT NULL,
	`site_id` text NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`student_end` text,
	PRIMARY KEY(`district_id`, `site_id`, `day`, `kind`, `label`)
);
--> statement-breakpoint
CREATE TABLE `site_choices` (
	`district_id` text NOT NULL,
	`site_id` text NOT NULL,
	`focus` text NOT NULL,
	`nudge_day` integer,
	`in_roundup` integer NOT NULL,
	PRIMARY KEY(`district_id`, `site_id`)
);
--> statement-breakpoint
CREATE TABLE `training_decisions` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`session` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text NOT NULL,
	`evidence` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `tries` (
	`district_id` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text NOT NULL,
	`nudge` text,
	`practice` text NOT NULL,
	`text` text NOT NULL,
	`started_at` integer NOT NULL,
	`asked_at` integer,
	`outcome` text,
	`ended_at` integer,
	PRIMARY KEY(`district_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `tries_by_person` ON `tries` (`district_id`,`person_id`,`started_at`);--> statement-breakpoint
ALTER TABLE `outbox_messages` ADD `send_key` text;--> statement-breakpoint
CREATE INDEX `outbox_send` ON `outbox_messages` (`district_id`,`send_key`);--> statement-breakpoint
ALTER TABLE `preferences` ADD `nudge_day` integer;--> statement-breakpoint
ALTER TABLE `preferences` ADD `digest_only_at` integer;