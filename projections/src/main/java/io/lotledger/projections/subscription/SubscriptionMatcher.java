package io.lotledger.projections.subscription;

import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.WholeCaptures;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.QueryRefusedException;
import io.lotledger.projections.query.condition.PlaceIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Matches the log against all subscriptions, once for all nodes: one node at a time holds the claim. It records how far
 * each subscription is due, so that a subscription without a match costs nothing, however many there are.
 *
 * <p>Master data decides for a stream when an event is captured, and for a schedule when it runs: for the latter every
 * event is due that may match by then.
 */
public final class SubscriptionMatcher {
    private final JdbcClient jdbc;
    private final EventFeed feed;
    private final ParsedQueries queries;
    private final PlaceIndex places;
    private final ProjectionPositions positions;
    private final TransactionTemplate transaction;

    private List<Group> groups = List.of();
    private final WholeCaptures captures = new WholeCaptures();
    private QueryDispatch<Group> dispatch = new QueryDispatch<>(List.of());
    /** By organisation, the streams whose queries read master data. */
    private Map<UUID, DispatchAtCapture<Group>> described = Map.of();

    /** The position after which the first subscription begins; the largest number if there is none. */
    private long earliest = Long.MAX_VALUE;

    private long revision = -1;
    private long matched = -1;

    public SubscriptionMatcher(
            JdbcClient jdbc,
            EventFeed feed,
            ParsedQueries queries,
            PlaceIndex places,
            ProjectionPositions positions,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.feed = feed;
        this.queries = queries;
        this.places = places;
        this.positions = positions;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param more whether more of the log waited when the step began
     * @param due whether events wait for a subscription that they did not wait for before
     */
    public record Result(boolean more, boolean due) {
        private static final Result NOTHING = new Result(false, false);
    }

    /** Streams, or schedules, of one organisation that subscribe to one query: an event is tested once for all of them. */
    private static final class Group {
        private final UUID organisation;
        private final String json;
        private final boolean isStream;
        private final List<Member> members = new ArrayList<>();
        private EventQuery parsed = EventQuery.ALL;

        Group(UUID organisation, String json, boolean isStream) {
            this.organisation = organisation;
            this.json = json;
            this.isStream = isStream;
        }

        boolean isDecidedAtCapture() {
            return isStream && parsed.readsMasterData();
        }
    }

    /** @param startsAfter events up to this position are not its own */
    private record Member(UUID id, long startsAfter) {}

    private record Claim(long position, long revision) {}

    private static final class Range {
        private long first;
        private long last;
    }

    /** One step in one transaction. */
    public synchronized Result step() {
        // a claim is written to disk when its transaction ends, so look first
        if (isContinuous(look()) && limit() <= matched) return Result.NOTHING;
        try {
            Result result =
                    transaction.execute(status -> claim().map(this::match).orElse(Result.NOTHING));
            return result == null ? Result.NOTHING : result;
        } catch (RuntimeException | Error e) {
            matched = -1; // the events are matched again, and the master data is that of later ones
            throw e;
        }
    }

    private Claim look() {
        return jdbc.sql("select position, revision from subscription_matching")
                .query(Claim.class)
                .single();
    }

    private Optional<Claim> claim() {
        jdbc.sql("set local synchronous_commit = off").update(); // positions and due events are lost together
        return jdbc.sql("select position, revision from subscription_matching for update skip locked")
                .query(Claim.class)
                .optional();
    }

    private boolean isContinuous(Claim claim) {
        return claim.position() == matched && claim.revision() == revision;
    }

    private Result match(Claim claim) {
        boolean isContinuous = isContinuous(claim);
        if (!isContinuous) load();
        revision = claim.revision();
        matched = claim.position();
        long limit = limit();
        if (limit <= matched) return Result.NOTHING;
        if (earliest > matched) { // nobody wants the events up to there
            advance(Math.min(earliest, limit));
            return new Result(matched < limit, false);
        }
        EventFeed.Section section = feed.after(matched, limit);
        section.events().stream()
                .map(StoredEvent::organisation)
                .distinct()
                .map(described::get)
                .filter(Objects::nonNull)
                .forEach(streams -> streams.enter(section));
        Map<UUID, Range> due = new LinkedHashMap<>();
        for (StoredEvent stored : section.events()) {
            long position = stored.event().position();
            dispatch.match(stored, group -> mark(group.members, position, due));
            DispatchAtCapture<Group> streams = described.get(stored.organisation());
            if (streams != null) streams.match(stored, group -> mark(group.members, position, due));
        }
        if (!due.isEmpty()) record(due);
        section.unreadable().forEach(this::leaveOut);
        advance(section.upTo());
        return new Result(section.upTo() < limit, !due.isEmpty());
    }

    /** Whether a damaged entry matches, nobody knows: each subscription of its organisation says that it was left out. */
    private void leaveOut(EventFeed.Damaged damaged) {
        List<UUID> members = groups.stream()
                .filter(group -> group.organisation.equals(damaged.organisation()))
                .flatMap(group -> group.members.stream())
                .filter(member -> member.startsAfter() < damaged.position())
                .map(Member::id)
                .toList();
        if (!members.isEmpty()) LeftOut.record(jdbc, damaged.organisation(), members, damaged.position());
    }

    private static void mark(Collection<Member> members, long position, Map<UUID, Range> due) {
        for (Member member : members) {
            if (position <= member.startsAfter()) continue;
            Range range = due.computeIfAbsent(member.id(), id -> new Range());
            if (range.first == 0) range.first = position;
            range.last = position;
        }
    }

    private void load() {
        Map<String, Group> byQuery = new LinkedHashMap<>();
        jdbc.sql("select id, organisation, query, stream, position from subscription order by created_at, id")
                .query(row -> {
                    UUID organisation = row.getObject("organisation", UUID.class);
                    String query = row.getString("query");
                    boolean isStream = row.getBoolean("stream");
                    byQuery.computeIfAbsent(
                                    organisation + (isStream ? "stream" : "") + query,
                                    k -> new Group(organisation, query, isStream))
                            .members
                            .add(new Member(row.getObject("id", UUID.class), row.getLong("position")));
                });
        groups = byQuery.values().stream().filter(this::isReadable).toList();
        earliest = groups.stream()
                .flatMap(group -> group.members.stream())
                .mapToLong(Member::startsAfter)
                .min()
                .orElse(Long.MAX_VALUE);
        file();
    }

    /** A query of an older version that this one refuses suspends its subscriptions: nothing is lost, and all can see it. */
    private boolean isReadable(Group group) {
        try {
            group.parsed = queries.of(group.json);
            return true;
        } catch (QueryRefusedException e) {
            jdbc.sql("""
                            update subscription set status = 'suspended', last_error = :error
                             where organisation = :organisation and query = :query
                            """)
                    .param("error", "this version of the server refuses the query: " + e.getMessage())
                    .param("organisation", group.organisation)
                    .param("query", group.json)
                    .update();
            return false;
        }
    }

    private void file() {
        dispatch = new QueryDispatch<>(groups.stream()
                .filter(group -> !group.isDecidedAtCapture())
                .map(group -> filed(group, group.parsed.withoutMasterData()))
                .toList());
        Map<UUID, List<QueryDispatch.Filed<Group>>> streams = groups.stream()
                .filter(Group::isDecidedAtCapture)
                .map(group -> filed(group, group.parsed))
                .collect(Collectors.groupingBy(QueryDispatch.Filed::organisation));
        described = new HashMap<>();
        streams.forEach((organisation, filed) ->
                described.put(organisation, new DispatchAtCapture<>(organisation, filed, places)));
    }

    private static QueryDispatch.Filed<Group> filed(Group group, EventQuery query) {
        return new QueryDispatch.Filed<>(group.organisation, query, group);
    }

    /** Never ahead of the master data, if a query reads it. */
    private long limit() {
        long head = feed.head();
        boolean readsMasterData = groups.stream().anyMatch(group -> group.parsed.readsMasterData());
        return readsMasterData
                ? captures.upTo(head, positions.lowestPosition(Set.of(MasterDataProjection.NAME)))
                : head;
    }

    /** A subscription that had nothing waiting moves up to its first match: everything before it needs no delivery. */
    private void record(Map<UUID, Range> due) {
        jdbc.sql("""
                        update subscription s
                           set position = case when s.due_to <= s.position then greatest(s.position, m.first - 1)
                                               else s.position end,
                               due_to = greatest(s.due_to, m.last)
                          from unnest(cast(:ids as uuid[]), cast(:firsts as bigint[]), cast(:lasts as bigint[]))
                               as m(id, first, last)
                         where s.id = m.id
                        """)
                .param("ids", due.keySet().stream().map(UUID::toString).toArray(String[]::new))
                .param("firsts", due.values().stream().map(r -> r.first).toArray(Long[]::new))
                .param("lasts", due.values().stream().map(r -> r.last).toArray(Long[]::new))
                .update();
    }

    private void advance(long position) {
        jdbc.sql("update subscription_matching set position = :position")
                .param("position", position)
                .update();
        matched = position;
    }
}
