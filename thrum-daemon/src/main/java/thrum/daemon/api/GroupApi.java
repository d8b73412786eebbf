package thrum.daemon.api;

import thrum.core.group.GroupCreation;
import thrum.core.group.GroupDeletion;
import thrum.core.group.GroupQueries;
import thrum.core.group.MemberAddition;
import thrum.core.group.MemberRemoval;
import thrum.core.journal.EventStore;
import thrum.daemon.dispatch.Methods;
import thrum.protocol.group.AddGroupMember;
import thrum.protocol.group.CreateGroup;
import thrum.protocol.group.DeleteGroup;
import thrum.protocol.group.DescribeGroup;
import thrum.protocol.group.ListGroupMembers;
import thrum.protocol.group.ListGroups;
import thrum.protocol.group.RemoveGroupMember;

/** {@code group.*} (02 §4.6). */
public record GroupApi(EventStore store) {

  public void bind(Methods methods) {
    methods.on(CreateGroup.METHOD, (request, peer) -> store.write(new GroupCreation(request)));
    methods.on(DeleteGroup.METHOD, (request, peer) -> store.write(new GroupDeletion(request)));
    methods.on(AddGroupMember.METHOD, (request, peer) -> store.write(new MemberAddition(request)));
    methods.on(RemoveGroupMember.METHOD, (request, peer) -> store.write(new MemberRemoval(request)));
    methods.on(ListGroups.METHOD, (request, peer) -> store.read(sql -> new GroupQueries(sql).list()));
    methods.on(DescribeGroup.METHOD,
        (request, peer) -> store.read(sql -> new GroupQueries(sql).describe(request)));
    methods.on(ListGroupMembers.METHOD,
        (request, peer) -> store.read(sql -> new GroupQueries(sql).members(request)));
  }
}
