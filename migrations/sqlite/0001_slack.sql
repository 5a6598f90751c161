CREATE TABLE `install_states` (
	`hash` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `installations` (
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`sealed` text NOT NULL,
	`bot_account` text NOT NULL,
	`scopes` text NOT NULL,
	`expires_at` integer,
	`installed_at` integer NOT NULL,
	PRIMARY KEY(`platform`, `workspace`)
);
--> statement-breakpoint
CREATE TABLE `link_codes` (
	`hash` text PRIMARY KEY NOT NULL,
	`district_id` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `workspace_links` (
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`district_id` text NOT NULL,
	PRIMARY KEY(`platform`, `workspace`)
);
--> statement-breakpoint
CREATE INDEX `workspace_links_by_district` ON `workspace_links` (`district_id`,`platform`);--> statement-breakpoint
ALTER TABLE `outbox_messages` ADD `unsure` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_latest` ON `outbox_messages` (`district_id`,`supersede_key`,`id`) WHERE supersede_key is not null;