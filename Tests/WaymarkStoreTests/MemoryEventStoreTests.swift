import Testing
import WaymarkStore
import WaymarkTestKit

@Suite struct MemoryEventStoreTests {
    private var kit: EventStoreConformance { EventStoreConformance(MemoryEventStore()) }

    @Test func `It keeps what is committed`() throws { try kit.keepsWhatIsCommitted() }
    @Test func `It refuses a stale revision`() throws { try kit.refusesAStaleRevision() }
    @Test func `It takes what was chained ahead`() throws { try kit.takesWhatWasChainedAhead() }
    @Test func `It rolls back when the body throws`() throws { try kit.rollsBackWhenTheBodyThrows() }
    @Test func `It lists tasks by deadline`() throws { try kit.listsTasksByDeadline() }
    @Test func `It merges the lists of many holders`() throws { try kit.mergesTheListsOfManyHolders() }
    @Test func `It finds tasks where they are now`() throws { try kit.findsTasksWhereTheyAreNow() }
    @Test func `It asks only those who have not handed in`() throws { try kit.asksOnlyThoseWhoHaveNotHandedIn() }
    @Test func `It asks those who act for others`() throws { try kit.asksThoseWhoActForOthers() }
    @Test func `It finds cases where they are now`() throws { try kit.findsCasesWhereTheyAreNow() }
    @Test func `It counts the cases of a definition`() throws { try kit.countsTheCasesOfADefinition() }
    @Test func `It finds what is due`() throws { try kit.findsWhatIsDue() }
    @Test func `It keeps the order of many timers`() throws { try kit.keepsTheOrderOfManyTimers() }
    @Test func `It keeps messages`() throws { try kit.keepsMessages() }
    @Test func `It finds by names`() throws { try kit.findsByNames() }
    @Test func `It keeps queues in order`() throws { try kit.keepsQueuesInOrder() }
    @Test func `It keeps notices with their events`() throws { try kit.keepsNoticesWithTheirEvents() }
    @Test func `It finds notices that are due`() throws { try kit.findsNoticesThatAreDue() }
    @Test func `It gathers notices`() throws { try kit.gathersNotices() }
    @Test func `It forgets old notices`() throws { try kit.forgetsOldNotices() }
    @Test func `It limits notices`() throws { try kit.limitsNotices() }
    @Test func `It keeps schedules`() throws { try kit.keepsSchedules() }
}
