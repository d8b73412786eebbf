-- Indexes that only queries need: a rebuild makes them after its last event.

CREATE INDEX idx_messages_thread ON messages (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX idx_messages_agent ON messages (agent_id, created_ns, message_id);
CREATE INDEX idx_messages_audience ON messages (audience_id, created_ns, message_id, agent_id, conversation)
    WHERE deleted = 0;
CREATE INDEX idx_messages_cluster ON messages (audience_id, cluster, created_ns, message_id, agent_id)
    WHERE deleted = 0;
CREATE INDEX idx_messages_conversation ON messages (conversation, created_ns, message_id, audience_id, agent_id)
    WHERE deleted = 0;
CREATE INDEX idx_scopes_lookup ON message_scopes (scope_type, scope_value);
CREATE INDEX idx_refs_lookup ON message_refs (ref_type, ref_value);
CREATE INDEX idx_message_reads_agent ON message_reads (agent_id, message_id);
CREATE INDEX idx_session_scopes_lookup ON session_scopes (scope_type, scope_value);
CREATE INDEX idx_session_refs_lookup ON session_refs (ref_type, ref_value);
CREATE INDEX idx_subscriptions_scope ON subscriptions (scope_type, scope_value);
CREATE INDEX idx_subscriptions_mention ON subscriptions (mention_role);
