-- Tables of 03 §5.2 with the columns and tables that speed needs (ruling 2), and the indexes that applying events needs.
-- Times stand twice: the text of the log, and nanoseconds since the epoch in a column *_ns that everything compares.
-- There are no foreign keys: an event may arrive before what it names, and the applier removes what depends on a row.

CREATE TABLE schema_version (
    version INTEGER NOT NULL,
    applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- Every event known, hidden ones included: what the other tables are computed from.
CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    origin_daemon TEXT NOT NULL,
    event_json TEXT NOT NULL,
    ts_ns INTEGER NOT NULL,
    entity_kind TEXT NOT NULL,
    entity_id TEXT NOT NULL
);
CREATE INDEX idx_events_entity ON events (entity_kind, entity_id, ts_ns, event_id);

-- Events and local lines whose effect failed; they stay in their tables and have no effect.
CREATE TABLE quarantine (
    event_id TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    first_seen TEXT NOT NULL
) WITHOUT ROWID;

-- Event ids that stand on lines of different content; the byte-wise smallest counts, all are in the log (ruling 41).
CREATE TABLE conflicts (
    event_id TEXT PRIMARY KEY
) WITHOUT ROWID;

-- Messages that events change and none creates. A purge leaves such as well, when something was done with them since.
CREATE TABLE awaited (
    message_id TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE messages (
    message_id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT,
    agent_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT,
    body_format TEXT NOT NULL,
    body_content TEXT NOT NULL,
    body_structured TEXT,
    deleted INTEGER NOT NULL DEFAULT 0,
    deleted_at TEXT,
    delete_reason TEXT,
    authored_by TEXT,
    disclosed INTEGER NOT NULL DEFAULT 0,
    created_ns INTEGER NOT NULL,
    updated_ns INTEGER,
    create_event TEXT NOT NULL,
    logged_thread TEXT,
    reply_to TEXT,
    audience_id INTEGER NOT NULL,
    edit_count INTEGER NOT NULL DEFAULT 0,
    -- The message that it replies to, or itself. Stored and not generated: SQLite takes no generated column from an
    -- index without looking at the row as well.
    cluster TEXT NOT NULL
);
-- Holds what an inbox is chosen by, so that a walk along time looks at no other row than those it shows.
CREATE INDEX idx_messages_time ON messages
    (created_ns, message_id, audience_id, agent_id, thread_id, reply_to, deleted);
CREATE INDEX idx_messages_replies ON messages (reply_to, created_ns, create_event)
    WHERE reply_to IS NOT NULL AND logged_thread IS NOT NULL;

CREATE TABLE message_scopes (
    message_id TEXT NOT NULL,
    scope_type TEXT NOT NULL,
    scope_value TEXT NOT NULL,
    PRIMARY KEY (message_id, scope_type, scope_value)
) WITHOUT ROWID;

CREATE TABLE message_refs (
    message_id TEXT NOT NULL,
    ref_type TEXT NOT NULL,
    ref_value TEXT NOT NULL,
    PRIMARY KEY (message_id, ref_type, ref_value)
) WITHOUT ROWID;

CREATE TABLE message_deliveries (
    message_id TEXT NOT NULL,
    recipient_agent_id TEXT NOT NULL,
    delivered_at TEXT NOT NULL,
    seen_at TEXT,
    read_at TEXT,
    read_ns INTEGER,
    -- Whether the recipient had not registered when the message was written: a list by recipient is needed of these
    -- alone, which are few.
    early INTEGER NOT NULL,
    PRIMARY KEY (message_id, recipient_agent_id)
) WITHOUT ROWID;
CREATE INDEX idx_message_deliveries_early ON message_deliveries (recipient_agent_id, message_id) WHERE early = 1;

CREATE TABLE message_reads (
    message_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    read_at TEXT NOT NULL,
    PRIMARY KEY (message_id, session_id)
) WITHOUT ROWID;

CREATE TABLE message_edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL,
    edited_at TEXT NOT NULL,
    edited_by TEXT NOT NULL,
    old_content TEXT,
    new_content TEXT,
    old_structured TEXT,
    new_structured TEXT,
    edited_ns INTEGER NOT NULL,
    event_id TEXT NOT NULL
);
CREATE INDEX idx_edits_message ON message_edits (message_id, edited_ns, event_id);

-- Whom a message addresses: the sorted set of m:<mention> and g:<group>, or b for a broadcast.
CREATE TABLE audiences (
    audience_id INTEGER PRIMARY KEY,
    keys TEXT NOT NULL UNIQUE
);
CREATE TABLE audience_keys (
    key TEXT NOT NULL,
    audience_id INTEGER NOT NULL,
    PRIMARY KEY (key, audience_id)
) WITHOUT ROWID;

-- Messages that are not deleted, by audience and author.
CREATE TABLE audience_totals (
    audience_id INTEGER NOT NULL,
    agent_id TEXT NOT NULL,
    live INTEGER NOT NULL,
    PRIMARY KEY (audience_id, agent_id)
) WITHOUT ROWID;

-- Of these, by others than the agent: those that it has read, and those that are older than its first registration and
-- have no delivery row for it (ruling 53: they count as read).
CREATE TABLE audience_read (
    audience_id INTEGER NOT NULL,
    agent_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (agent_id, audience_id)
) WITHOUT ROWID;
CREATE TABLE audience_before (
    audience_id INTEGER NOT NULL,
    agent_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (agent_id, audience_id)
) WITHOUT ROWID;

CREATE TABLE agents (
    agent_id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    module TEXT NOT NULL,
    display TEXT NOT NULL DEFAULT '',
    hostname TEXT NOT NULL DEFAULT '',
    claude_pid INTEGER NOT NULL DEFAULT 0,
    registered_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL DEFAULT '',
    name TEXT,
    worktree TEXT,
    origin_daemon TEXT NOT NULL DEFAULT '',
    replaced INTEGER NOT NULL DEFAULT 0,
    registered_ns INTEGER NOT NULL,
    first_registered_ns INTEGER NOT NULL,
    last_seen_ns INTEGER
) WITHOUT ROWID;
CREATE INDEX idx_agents_first ON agents (first_registered_ns);
CREATE INDEX idx_agents_role ON agents (role, module);

-- Every registration that no tombstone hides.
CREATE TABLE registrations (
    agent_id TEXT NOT NULL,
    ts_ns INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    registered_at TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    module TEXT NOT NULL,
    origin_daemon TEXT NOT NULL,
    replaces TEXT,
    PRIMARY KEY (agent_id, ts_ns, event_id)
) WITHOUT ROWID;
CREATE INDEX idx_registrations_replaces ON registrations (replaces, ts_ns, event_id) WHERE replaces IS NOT NULL;
CREATE INDEX idx_registrations_role ON registrations (role, ts_ns, event_id) WHERE kind = 'agent';

-- The registrations of other agents that took an agent's role and module over (ruling 59).
CREATE TABLE replacements (
    agent_id TEXT NOT NULL,
    ts_ns INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    PRIMARY KEY (agent_id, ts_ns, event_id)
) WITHOUT ROWID;

-- The newest agent.cleanup of each agent.
CREATE TABLE agent_tombstones (
    agent_id TEXT NOT NULL PRIMARY KEY,
    ts_ns INTEGER NOT NULL,
    event_id TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sessions (
    session_id TEXT NOT NULL PRIMARY KEY,
    agent_id TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    end_reason TEXT,
    last_seen_at TEXT NOT NULL,
    started_ns INTEGER NOT NULL,
    ended_ns INTEGER,
    last_seen_ns INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX idx_sessions_agent ON sessions (agent_id, started_ns);
CREATE INDEX idx_sessions_open ON sessions (agent_id, started_ns) WHERE ended_at IS NULL;

-- What a purge, or the deletion of an agent, has not reached yet: rows that are stale are computed anew in slices, along
-- idx_events_entity from the place noted here. The name is the deleted agent's, or empty for purges.
CREATE TABLE sweeps (
    agent_id TEXT NOT NULL PRIMARY KEY,
    -- Of purges: events within [from_ns, to_ns) have their entities computed anew. Of an agent: hidden up to to_ns.
    from_ns INTEGER NOT NULL,
    to_ns INTEGER NOT NULL,
    entity_kind TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    ts_ns INTEGER NOT NULL,
    event_id TEXT NOT NULL
) WITHOUT ROWID;

-- Messages and sessions without those that a sweep is still to remove: what lists, lookups and decisions go by. Nearly
-- always there is no sweep, which is asked once per statement and not for each row. The plus keeps the time out of the
-- choice of an index.
CREATE VIEW visible_messages AS
SELECT m.rowid AS rowid, m.* FROM messages m
WHERE NOT EXISTS (SELECT 1 FROM sweeps)
    OR (+m.created_ns >= coalesce((SELECT ns FROM purge_metadata WHERE key = 'purge_cutoff'), -9223372036854775808)
        AND (m.agent_id NOT IN (SELECT agent_id FROM sweeps)
            OR m.created_ns > (SELECT w.to_ns FROM sweeps w WHERE w.agent_id = m.agent_id)));
CREATE VIEW visible_sessions AS
SELECT s.* FROM sessions s
WHERE NOT EXISTS (SELECT 1 FROM sweeps)
    OR (+s.started_ns >= coalesce((SELECT ns FROM purge_metadata WHERE key = 'purge_cutoff'), -9223372036854775808)
        AND (s.agent_id NOT IN (SELECT agent_id FROM sweeps)
            OR s.started_ns > (SELECT w.to_ns FROM sweeps w WHERE w.agent_id = s.agent_id)));

-- Lines of the local log (ruling 58); the five tables after it are computed from them, for open sessions.
CREATE TABLE local_events (
    event_id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    timestamp TEXT NOT NULL,
    event_json TEXT NOT NULL,
    ts_ns INTEGER NOT NULL,
    session_id TEXT,
    subscription_id TEXT
) WITHOUT ROWID;
CREATE INDEX idx_local_events_session ON local_events (session_id, ts_ns, event_id) WHERE session_id IS NOT NULL;
CREATE INDEX idx_local_events_subscription ON local_events (subscription_id, ts_ns, event_id)
    WHERE subscription_id IS NOT NULL;

CREATE TABLE session_scopes (
    session_id TEXT NOT NULL,
    scope_type TEXT NOT NULL,
    scope_value TEXT NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (session_id, scope_type, scope_value)
) WITHOUT ROWID;

CREATE TABLE session_refs (
    session_id TEXT NOT NULL,
    ref_type TEXT NOT NULL,
    ref_value TEXT NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (session_id, ref_type, ref_value)
) WITHOUT ROWID;

CREATE TABLE session_notes (
    session_id TEXT NOT NULL PRIMARY KEY,
    intent TEXT,
    intent_updated_at TEXT,
    intent_ns INTEGER,
    current_task TEXT,
    task_updated_at TEXT,
    task_ns INTEGER
) WITHOUT ROWID;

CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id TEXT NOT NULL,
    scope_type TEXT,
    scope_value TEXT,
    mention_role TEXT,
    created_at TEXT NOT NULL,
    subscription_id TEXT NOT NULL UNIQUE,
    created_ns INTEGER NOT NULL,
    UNIQUE (session_id, scope_type, scope_value, mention_role)
);

-- Work contexts: as logged by agent.update, and what this machine last read from Git for an open session.
CREATE TABLE logged_contexts (
    session_id TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    branch TEXT,
    worktree_path TEXT,
    unmerged_commits TEXT,
    uncommitted_files TEXT,
    changed_files TEXT,
    file_changes TEXT NOT NULL DEFAULT '[]',
    git_updated_at TEXT,
    git_updated_ns INTEGER,
    current_task TEXT,
    task_updated_at TEXT,
    task_updated_ns INTEGER,
    intent TEXT,
    intent_updated_at TEXT,
    intent_updated_ns INTEGER,
    PRIMARY KEY (session_id, agent_id)
) WITHOUT ROWID;
CREATE INDEX idx_logged_contexts_agent ON logged_contexts (agent_id);

CREATE TABLE live_contexts (
    session_id TEXT NOT NULL PRIMARY KEY,
    branch TEXT,
    worktree_path TEXT,
    unmerged_commits TEXT,
    uncommitted_files TEXT,
    changed_files TEXT,
    file_changes TEXT NOT NULL DEFAULT '[]',
    git_updated_at TEXT,
    git_updated_ns INTEGER
) WITHOUT ROWID;

-- One row per session that has any of the three; a context of a session that is not there, or not the agent's, waits.
CREATE VIEW agent_work_contexts AS
SELECT
    s.session_id,
    s.agent_id,
    iif(l.session_id IS NULL, g.branch, l.branch) AS branch,
    iif(l.session_id IS NULL, g.worktree_path, l.worktree_path) AS worktree_path,
    iif(l.session_id IS NULL, g.unmerged_commits, l.unmerged_commits) AS unmerged_commits,
    iif(l.session_id IS NULL, g.uncommitted_files, l.uncommitted_files) AS uncommitted_files,
    iif(l.session_id IS NULL, g.changed_files, l.changed_files) AS changed_files,
    coalesce(iif(l.session_id IS NULL, g.file_changes, l.file_changes), '[]') AS file_changes,
    iif(l.session_id IS NULL, g.git_updated_at, l.git_updated_at) AS git_updated_at,
    iif(l.session_id IS NULL, g.git_updated_ns, l.git_updated_ns) AS git_updated_ns,
    iif(n.task_ns IS NULL OR n.task_ns < g.task_updated_ns, g.current_task, n.current_task) AS current_task,
    iif(n.task_ns IS NULL OR n.task_ns < g.task_updated_ns, g.task_updated_at, n.task_updated_at) AS task_updated_at,
    iif(n.task_ns IS NULL OR n.task_ns < g.task_updated_ns, g.task_updated_ns, n.task_ns) AS task_updated_ns,
    iif(n.intent_ns IS NULL OR n.intent_ns < g.intent_updated_ns, g.intent, n.intent) AS intent,
    iif(n.intent_ns IS NULL OR n.intent_ns < g.intent_updated_ns, g.intent_updated_at, n.intent_updated_at)
        AS intent_updated_at,
    iif(n.intent_ns IS NULL OR n.intent_ns < g.intent_updated_ns, g.intent_updated_ns, n.intent_ns)
        AS intent_updated_ns
FROM visible_sessions s
LEFT JOIN logged_contexts g ON g.session_id = s.session_id AND g.agent_id = s.agent_id
LEFT JOIN live_contexts l ON l.session_id = s.session_id
LEFT JOIN session_notes n ON n.session_id = s.session_id
WHERE g.session_id IS NOT NULL OR l.session_id IS NOT NULL OR n.session_id IS NOT NULL;

CREATE TABLE groups (
    group_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at TEXT,
    metadata TEXT,
    created_ns INTEGER NOT NULL,
    automatic INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE group_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id TEXT NOT NULL,
    member_type TEXT NOT NULL,
    member_value TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT,
    added_ns INTEGER NOT NULL,
    UNIQUE (group_id, member_type, member_value)
);
CREATE INDEX idx_group_members_lookup ON group_members (member_type, member_value);

-- Ids of groups that lost their name to an earlier group, or to a logged group of the role's name.
CREATE TABLE group_aliases (
    alias_id TEXT NOT NULL PRIMARY KEY,
    group_id TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE purge_metadata (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    ns INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sync_checkpoints (
    peer_daemon_id TEXT NOT NULL PRIMARY KEY,
    last_synced_sequence INTEGER NOT NULL DEFAULT 0,
    last_sync_timestamp INTEGER NOT NULL,
    sync_status TEXT NOT NULL DEFAULT 'idle'
) WITHOUT ROWID;

-- How far each log file has been applied.
CREATE TABLE log_positions (
    file TEXT NOT NULL PRIMARY KEY,
    offset INTEGER NOT NULL,
    size INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    rewritten INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE projection_state (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
