package thrum.protocol.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.CleanUpAgents;
import thrum.protocol.agent.DeleteAgent;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.agent.ListTeam;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.context.ClearContext;
import thrum.protocol.context.SaveContext;
import thrum.protocol.context.SavePreamble;
import thrum.protocol.context.ShowContext;
import thrum.protocol.context.ShowPreamble;
import thrum.protocol.context.SyncContext;
import thrum.protocol.group.AddGroupMember;
import thrum.protocol.group.CreateGroup;
import thrum.protocol.group.DeleteGroup;
import thrum.protocol.group.DescribeGroup;
import thrum.protocol.group.ListGroupMembers;
import thrum.protocol.group.ListGroups;
import thrum.protocol.group.RemoveGroupMember;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.json.Json;
import thrum.protocol.message.ArchiveMessages;
import thrum.protocol.message.DeleteByAgent;
import thrum.protocol.message.DeleteByScope;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.message.EditMessage;
import thrum.protocol.message.GetMessage;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.ListOutbox;
import thrum.protocol.message.MarkRead;
import thrum.protocol.message.SendMessage;
import thrum.protocol.purge.ExecutePurge;
import thrum.protocol.session.EndSession;
import thrum.protocol.session.Heartbeat;
import thrum.protocol.session.ListSessions;
import thrum.protocol.session.SetIntent;
import thrum.protocol.session.SetTask;
import thrum.protocol.session.StartSession;
import thrum.protocol.subscription.ListSubscriptions;
import thrum.protocol.subscription.Subscribe;
import thrum.protocol.subscription.Unsubscribe;
import thrum.protocol.sync.CheckSync;
import thrum.protocol.sync.ForceSync;
import thrum.protocol.user.IdentifyUser;
import thrum.protocol.user.RegisterUser;

/**
 * The results of all methods, full and as empty as they can be, in the order of 01 and 02: what is read is
 * what is
 * written. {@code T} stands for a time.
 */
class ResultShapeTest {

  private static final String CONTEXT = """
      {'session_id':'s','agent_id':'a','branch':'b','worktree_path':'/w',
      'unmerged_commits':[{'sha':'4f','message':'m','files':['f']},{'sha':'5f','message':'m'}],
      'uncommitted_files':['u'],'changed_files':['c'],
      'file_changes':[{'path':'p','last_modified':'T','additions':4,'deletions':0,'status':'modified'}],
      'git_updated_at':'T','current_task':'t','task_updated_at':'T','intent':'i','intent_updated_at':'T'}""";
  private static final String SUMMARY = """
      'agent_id':'a','body':{'format':'markdown','content':'c'},'created_at':'T'""";
  private static final String SYNC =
      """
          'running':true,'last_sync_at':'T','last_error':'e','sync_state':'error','local_only':false,
          'remote_state':'offline','remote_url':'u','unpushed_commits':2,'last_push_at':'T','last_fetch_at':'T',
          'quarantined':1,'pending':2,'opaque_lines':3,'conflicts':4,'ignored_entries':5,'local_only_source':'config'""";
  private static final String MEMBER =
      "{'member_type':'role','member_value':'r','added_at':'T','added_by':'a'}";

  static Stream<Arguments> results() {
    return Stream.of(
        arguments(CheckHealth.METHOD,
            "{'status':'ok','uptime_ms':83211,'version':'0.7.1+9c1d2e4','repo_id':'demo','sync_state':'synced'}"),
        arguments(CheckHealth.METHOD,
            "{'status':'degraded','uptime_ms':0,'version':'','repo_id':'','sync_state':'error','problems':['x']}"),
        arguments(CheckHealth.METHOD,
            "{'status':'ok','uptime_ms':1,'version':'v','repo_id':'r','sync_state':'synced','remote_state':'ok'}"),
        arguments(CheckHealth.METHOD,
            "{'status':'degraded','uptime_ms':1,'version':'v','repo_id':'r','sync_state':'idle','problems':['x'],"
                + "'replay':{'done':3,'total':8}}"),
        arguments(CheckSync.METHOD, "{" + SYNC + "}"),
        arguments(CheckSync.METHOD,
            """
                {'running':false,'last_sync_at':'','sync_state':'stopped','local_only':true,'remote_state':'',
                'unpushed_commits':0,'quarantined':0,'pending':0,'opaque_lines':0,'local_only_source':'default'}"""),
        arguments(ForceSync.METHOD,
            "{'triggered':true," + SYNC
                + ",'timed_out':true,'events_in':3,'events_out':0,'first_push_to':'u'}"),
        arguments(RegisterAgent.METHOD, "{'agent_id':'ada_api','status':'registered'}"),
        arguments(RegisterAgent.METHOD, """
            {'agent_id':'','status':'conflict','conflict':{'existing_agent_id':'bo_api','registered_at':'T',
            'last_seen_at':'T','conflict_pid':812}}"""),
        arguments(RegisterAgent.METHOD, """
            {'agent_id':'','status':'conflict','conflict':{'existing_agent_id':'bo_api','registered_at':'T',
            'last_seen_at':''}}"""),
        arguments(ListAgents.METHOD, "{'agents':[]}"),
        arguments(ListAgents.METHOD,
            """
                {'agents':[{'agent_id':'a','kind':'agent','role':'r','module':'m','display':'','registered_at':'T',
                'last_seen_at':'T','claude_pid':812},{'agent_id':'user:b','kind':'user','role':'b','module':'ui',
                'display':'B','registered_at':'T'}]}"""),
        arguments(DeleteAgent.METHOD, "{'agent_id':'a','deleted':true,'message':'m'}"),
        arguments(CleanUpAgents.METHOD, """
            {'orphans':[{'agent_id':'a','role':'r','module':'m','worktree':'w','branch':'','last_seen_at':'',
            'worktree_missing':true,'branch_missing':false,'days_since_last_seen':9999,'message_count':9}],
            'deleted':['a'],'dry_run':true,'message':'m'}"""),
        arguments(CleanUpAgents.METHOD, "{'orphans':[],'deleted':[],'dry_run':false}"),
        arguments(CleanUpAgents.METHOD,
            """
                {'orphans':[{'agent_id':'a','role':'r','module':'m','worktree':'w','branch':'','last_seen_at':'',
                'worktree_missing':true,'branch_missing':false,'days_since_last_seen':9999,'message_count':9,
                'last_sign_at':'T'}],'deleted':[],'dry_run':false,'message':'m','skipped':['a'],'problems':['p']}"""),
        arguments(WhoAmI.METHOD, "{'agent_id':'a','role':'','module':'','display':'','source':'caller'}"),
        arguments(WhoAmI.METHOD, """
            {'agent_id':'a','role':'r','module':'m','display':'d','source':'identity_file','session_id':'s',
            'session_start':'T','branch':'b','intent':'i'}"""),
        arguments(ListContexts.METHOD, "{'contexts':[" + CONTEXT + ",{'session_id':'s','agent_id':'a'}]}"),
        arguments(ListTeam.METHOD,
            """
                {'members':[{'agent_id':'a','role':'r','module':'m','display':'d','hostname':'h','claude_pid':8,
                'worktree':'/w','session_id':'s','session_start':'T','last_seen':'T','intent':'i','current_task':'t',
                'branch':'b','unmerged_commits':1,'file_changes':[{'path':'p','last_modified':'T','additions':1,
                'deletions':0,'status':'added'}],'inbox_total':4,'inbox_unread':1,'status':'active','tmux_session':'x:0.0',
                'tmux_state':'alive'},{'agent_id':'b','role':'r','module':'m','unmerged_commits':0,'inbox_total':0,
                'inbox_unread':0,'status':'offline'}],
                'shared_messages':{'broadcast_total':3,'groups':[{'name':'g','total':7}]}}"""),
        arguments(ListTeam.METHOD, "{'members':[],'shared_messages':{'broadcast_total':3}}"),
        arguments(ListTeam.METHOD, "{'members':[]}"),
        arguments(SaveContext.METHOD,
            "{'agent_name':'furiosa','message':'Context saved for furiosa (248 bytes)'}"),
        arguments(ShowContext.METHOD,
            """
                {'agent_name':'furiosa','preamble':'IyMg','content':'IyBO','has_context':true,'has_preamble':true,
                'preamble_size':3,'size':3,'updated_at':'T'}"""),
        arguments(ShowContext.METHOD,
            """
                {'agent_name':'furiosa','content':'IyBO','has_context':true,'has_preamble':false,'size':3,
                'updated_at':'T','branch':'origin/a-sync'}"""),
        arguments(ClearContext.METHOD,
            "{'agent_name':'furiosa','message':'Context cleared for furiosa'}"),
        arguments(ShowPreamble.METHOD, "{'agent_name':'furiosa','content':'IyMg','has_preamble':true}"),
        arguments(SavePreamble.METHOD,
            "{'agent_name':'furiosa','message':'Preamble saved for furiosa (256 bytes)'}"),
        arguments(SyncContext.METHOD,
            "{'agent_name':'a','committed':true,'pushed':false,'reason':'local_only','message':'m'}"),
        arguments(SyncContext.METHOD, "{'agent_name':'a','committed':true,'pushed':true,'message':'m'}"),
        arguments(StartSession.METHOD, "{'session_id':'s','agent_id':'a','started_at':'T'}"),
        arguments(EndSession.METHOD, "{'session_id':'s','ended_at':'T','duration_ms':0}"),
        arguments(ListSessions.METHOD,
            """
                {'sessions':[{'session_id':'s','agent_id':'a','started_at':'T','ended_at':'T','end_reason':'normal',
                'last_seen_at':'T','intent':'i','status':'ended'},{'session_id':'s','agent_id':'a','started_at':'T',
                'last_seen_at':'T','status':'active'}]}"""),
        arguments(Heartbeat.METHOD,
            """
                {'session_id':'s','last_seen_at':'T','branch':'b','unmerged_commits':1,'file_changes':[{'path':'p',
                'last_modified':'T','additions':1,'deletions':0,'status':'added'}]}"""),
        arguments(Heartbeat.METHOD, "{'session_id':'s','last_seen_at':'T'}"),
        arguments(SetIntent.METHOD, "{'session_id':'s','intent':'','intent_updated_at':'T'}"),
        arguments(SetTask.METHOD, "{'session_id':'s','current_task':'','task_updated_at':'T'}"),
        arguments(SendMessage.METHOD,
            """
                {'message_id':'m','thread_id':'t','created_at':'T','resolved_to':2,'warnings':['w'],
                'audiences':[{'type':'group','value':'g'}],'recipients':[{'agent_id':'b','delivered_at':'T'}]}"""),
        arguments(SendMessage.METHOD, "{'message_id':'m','created_at':'T','resolved_to':0}"),
        arguments(GetMessage.METHOD,
            """
                {'message':{'message_id':'m','thread_id':'t','reply_to':'p','author':{'agent_id':'a','session_id':'s'},
                'body':{'format':'json','content':'c','structured':'{}'},'scopes':[{'type':'module','value':'api'}],
                'refs':[{'type':'mention','value':'b'}],'metadata':{'deleted_at':'T','delete_reason':'r'},
                'created_at':'T','updated_at':'T','deleted':true,'audiences':[{'type':'mention','value':'b'}],
                'recipients':[{'agent_id':'b','delivered_at':'T','seen_at':'T','read_at':'T'}]}}"""),
        arguments(GetMessage.METHOD, """
            {'message':{'message_id':'m','author':{'agent_id':'a','session_id':'s'},
            'body':{'format':'markdown','content':'c'},'scopes':[],'refs':[],'metadata':{},'created_at':'T',
            'deleted':false}}"""),
        arguments(ListMessages.METHOD, "{'messages':[{'message_id':'m','thread_id':'t','reply_to':'p',"
            + SUMMARY
            + ",'updated_at':'T','deleted':false,'is_read':true},{'message_id':'m'," + SUMMARY
            + ",'deleted':false,'is_read':false}],'total':31,'unread':4,'page':1,'page_size':10,'total_pages':4}"),
        arguments(ListOutbox.METHOD, "{'messages':[{'message_id':'m'," + SUMMARY
            + ",'deleted':false,'is_read':false,'audiences':[{'type':'mention','value':'b'}],"
            + "'recipients':[{'agent_id':'b'}],'read_count':1},{'message_id':'m'," + SUMMARY
            + ",'deleted':false,'is_read':false}],'total':31,'page':1,'page_size':10,'total_pages':4}"),
        arguments(EditMessage.METHOD, "{'message_id':'m','updated_at':'T','version':2}"),
        arguments(DeleteMessage.METHOD, "{'message_id':'m','deleted_at':'T'}"),
        arguments(DeleteByScope.METHOD, "{'deleted_count':5}"),
        arguments(DeleteByScope.METHOD, "{'deleted_count':5,'dry_run':true}"),
        arguments(DeleteByAgent.METHOD, "{'deleted_count':0}"),
        arguments(ArchiveMessages.METHOD, "{'archived_count':5,'archive_path':'/x'}"),
        arguments(ArchiveMessages.METHOD, "{'archived_count':0,'archive_path':''}"),
        arguments(Subscribe.METHOD, "{'subscription_id':7,'session_id':'s','created_at':'T'}"),
        arguments(Unsubscribe.METHOD, "{'removed':true}"),
        arguments(ListSubscriptions.METHOD, """
            {'subscriptions':[{'id':7,'scope_type':'module','scope_value':'api','created_at':'T'},
            {'id':8,'mention_role':'r','created_at':'T'},{'id':9,'all':true,'created_at':'T'}]}"""),
        arguments(ListSubscriptions.METHOD, "{'subscriptions':[]}"),
        arguments(MarkRead.METHOD, "{'marked_count':2,'also_read_by':{'m2':['c','b'],'m1':['a']}}"),
        arguments(MarkRead.METHOD, "{'marked_count':0}"),
        arguments(CreateGroup.METHOD, "{'group_id':'g','name':'n','created_at':'T'}"),
        arguments(ExecutePurge.METHOD, """
            {'before':'T','dry_run':false,'messages_deleted':12,'sessions_deleted':3,'events_deleted':40,
            'sync_message_files':2,'sync_events_filtered':38}"""),
        arguments(DeleteGroup.METHOD, "{'name':'n','deleted_at':'T'}"),
        arguments(AddGroupMember.METHOD, "{'group':'n','member_type':'role','member_value':'r'}"),
        arguments(RemoveGroupMember.METHOD, "{'group':'n','member_type':'role','member_value':'r'}"),
        arguments(ListGroups.METHOD, """
            {'groups':[{'group_id':'g','name':'n','description':'d','member_count':2,'created_at':'T'},
            {'group_id':'g','name':'n','member_count':0,'created_at':'T'}]}"""),
        arguments(DescribeGroup.METHOD, """
            {'group_id':'g','name':'n','description':'d','created_at':'T','created_by':'a','members':[%s,
            {'member_type':'role','member_value':'*','added_at':'T'}]}""".formatted(MEMBER)),
        arguments(ListGroupMembers.METHOD, "{'members':[" + MEMBER + "],'expanded':['b','c']}"),
        arguments(ListGroupMembers.METHOD, "{'members':[]}"),
        arguments(IdentifyUser.METHOD, "{'username':'mira-k','email':'','display':'Mira K'}"),
        arguments(RegisterUser.METHOD,
            "{'user_id':'user:mira','username':'mira','display_name':'Mira K','token':'tok_1','status':'registered'}"));
  }

  @ParameterizedTest
  @MethodSource("results")
  void aResultIsWrittenInTheOrderAndWithTheOmissionsOfTheSpecification(Method<?, ?> method, String shape) {
    var json = json(shape);
    var result = Json.MAPPER.readValue(json, method.result());
    assertEquals(json, Json.MAPPER.writeValueAsString(result), method.name());
  }

  @Test
  void absentListsAndTextsAreEmpty() {
    var agents = Json.MAPPER.readValue("{\"agents\":null,\"novel\":1}", ListAgents.Result.class);
    assertEquals(0, agents.agents().size());
    var agent = Json.MAPPER.readValue(json("{'agent_id':'a','registered_at':'T'}"), AgentInfo.class);
    assertEquals("", agent.display());
  }

  private static String json(String shape) {
    return shape.replace("\n", "").replace("'T'", "'2026-05-01T08:31:00.1Z'").replace('\'', '"');
  }
}
