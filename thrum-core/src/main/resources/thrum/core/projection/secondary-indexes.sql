-- Indexes that only queries need: a rebuild makes them after its last event. Every index costs each message a page, so
-- there is none that no query uses, none for what an audience tells already, and those of all messages grow at their
-- ends where they can.

-- A message without a thread is a conversation of its own, which needs no entry.
CREATE INDEX idx_messages_thread ON messages (thread_id, created_ns, message_id, audience_id, agent_id, deleted)
    WHERE thread_id IS NOT NULL;
CREATE INDEX idx_messages_agent ON messages (agent_id, created_ns, message_id);
CREATE INDEX idx_messages_audience ON messages
    (audience_id, created_ns, message_id, agent_id, thread_id, reply_to, deleted);
CREATE INDEX idx_messages_cluster ON messages
    (cluster, created_ns, message_id, audience_id, agent_id, reply_to, deleted);
-- Whom a message mentions and which groups it goes to, its audience says.
CREATE INDEX idx_scopes_lookup ON message_scopes (scope_type, scope_value) WHERE scope_type <> 'group';
CREATE INDEX idx_refs_lookup ON message_refs (ref_type, ref_value) WHERE ref_type NOT IN ('mention', 'group');
CREATE INDEX idx_session_scopes_lookup ON session_scopes (scope_type, scope_value);
CREATE INDEX idx_session_refs_lookup ON session_refs (ref_type, ref_value);
CREATE INDEX idx_subscriptions_scope ON subscriptions (scope_type, scope_value);
CREATE INDEX idx_subscriptions_mention ON subscriptions (mention_role);
