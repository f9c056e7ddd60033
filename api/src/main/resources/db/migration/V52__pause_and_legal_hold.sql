-- An operator pauses a projection, and decides how long an organisation's workbooks are kept.
alter table projection_position
    add column paused_at timestamptz,
    add column paused_by text;

alter table organisation
    add column workbook_retention_days integer check (workbook_retention_days >= 731), -- null: the server's setting
    add column legal_hold_since timestamptz,
    add column legal_hold_reason text,
    add constraint organisation_legal_hold check ((legal_hold_since is null) = (legal_hold_reason is null));
