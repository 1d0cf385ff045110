// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.revocation;

import static io.github.gameauth.revocation.RevocationKind.ISSUER;
import static io.github.gameauth.revocation.RevocationKind.KEY;
import static io.github.gameauth.revocation.RevocationKind.SESSION;
import static io.github.gameauth.revocation.RevocationKind.SUBJECT;
import static io.github.gameauth.revocation.RevocationKind.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.event.AuthListener;
import io.github.gameauth.revocation.FeedState.Stage;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RevocationFeedTest {
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestScheduler scheduler = new TestScheduler(clock);
  private final SlowStore store = new SlowStore(clock);
  private final List<String> events = new ArrayList<>();
  private final List<Revocation> told = new ArrayList<>();
  private final Instant start = clock.instant();
  private final Instant later = start.plus(Duration.ofHours(1));
  private final TokenMark token = Marks.of("p-17", "s-1", "t-1", 7, start);
  private final List<RevocationFeed> open = new ArrayList<>();

  private final AuthListener listener =
      new AuthListener() {
        @Override
        public void revocationsRefreshed(String issuer, int added, int entries) {
          events.add("refreshed " + added + " " + entries);
        }

        @Override
        public void revocationsNotRefreshed(String issuer) {
          events.add("not refreshed");
        }

        @Override
        public void revocationsStateChanged(String issuer, String from, String to) {
          events.add(from + ">" + to);
        }
      };

  @AfterEach
  void close() {
    open.forEach(RevocationFeed::close);
  }

  private RevocationFeedBuilder builder() {
    return RevocationFeed.following(store)
        .issuer(Marks.ISSUER)
        .clock(clock)
        .ticker(clock)
        .random(() -> -1) // the whole period
        .scheduler(scheduler)
        .listener(listener)
        .onRevocation(told::add);
  }

  private RevocationFeed cold(RevocationFeedBuilder builder) {
    RevocationFeed feed = builder.build();
    open.add(feed);
    return feed;
  }

  private RevocationFeed warm(RevocationFeedBuilder builder) {
    RevocationFeed feed = cold(builder);
    clock.advance(Duration.ZERO);
    return feed;
  }

  private RevocationFeed knowing(Revocation... revocations) {
    List.of(revocations).forEach(store::add);
    return warm(builder());
  }

  private static Revocation all(RevocationKind kind, String target, Instant until) {
    return Revocation.of(kind, target, until);
  }

  @Nested
  @DisplayName("A revocation")
  class Meaning {
    @Test
    void namesATokenByItsSubjectSessionIdKeyOrIssuer() {
      assertTrue(knowing(all(SUBJECT, "p-17", later)).revokes(token));
      assertTrue(knowing(all(SESSION, "s-1", later)).revokes(token));
      assertTrue(knowing(all(TOKEN, "t-1", later)).revokes(token));
      assertTrue(knowing(all(KEY, "key-1", later)).revokes(token));
      assertTrue(knowing(all(ISSUER, Marks.ISSUER, later)).revokes(token));
    }

    @Test
    void namesNoOtherTokenNorOneByAnotherOfItsNames() {
      RevocationFeed feed =
          knowing(
              all(SUBJECT, "p-18", later),
              all(SUBJECT, "s-1", later),
              all(SESSION, "p-17", later),
              all(SESSION, "t-1", later),
              all(TOKEN, "s-1", later),
              all(TOKEN, "key-1", later),
              all(KEY, "t-1", later),
              all(KEY, Marks.ISSUER, later),
              all(ISSUER, "p-17", later));

      assertFalse(feed.revokes(token));
      assertFalse(feed.revokes(Marks.bare("s-2")));
    }

    @Test
    void ofAnEpochNamesTokensOfLowerEpochsAndThoseWithoutOne() {
      RevocationFeed feed = knowing(Revocation.beforeEpoch(SUBJECT, "p-17", 7, later));

      assertFalse(feed.revokes(Marks.of("p-17", "s", "t", 8, start)));
      assertFalse(feed.revokes(Marks.of("p-17", "s", "t", 7, start)));
      assertTrue(feed.revokes(Marks.of("p-17", "s", "t", 6, start)));
      assertTrue(feed.revokes(Marks.bare("p-17")));
    }

    @Test
    void ofACutOffNamesSessionsThatBeganInItsSecondOrBeforeAndThoseWithoutABeginning() {
      RevocationFeed feed = knowing(Revocation.upTo(SUBJECT, "p-17", start, later));

      assertFalse(feed.revokes(Marks.of("p-17", "s", "t", 7, start.plusSeconds(1))));
      assertTrue(feed.revokes(Marks.of("p-17", "s", "t", 7, start)));
      assertTrue(feed.revokes(Marks.of("p-17", "s", "t", 7, start.plusMillis(999))));
      assertTrue(feed.revokes(Marks.of("p-17", "s", "t", 7, start.minusSeconds(1))));
      assertTrue(feed.revokes(Marks.bare("p-17")));
    }

    @Test
    void ofBothNamesWhatEitherNames() {
      RevocationFeed feed =
          knowing(new Revocation(SUBJECT, "p-17", OptionalLong.of(7), Optional.of(start), later));

      assertTrue(feed.revokes(Marks.of("p-17", "s", "t", 7, start)));
      assertTrue(feed.revokes(Marks.of("p-17", "s", "t", 6, start.plusSeconds(1))));
      assertFalse(feed.revokes(Marks.of("p-17", "s", "t", 7, start.plusSeconds(1))));
    }

    @Test
    void endsWithTheMillisecondItExpires() {
      RevocationFeed feed = knowing(all(SUBJECT, "p-17", start.plusMillis(5_001)));

      clock.advance(Duration.ofMillis(5_000));
      assertTrue(feed.revokes(token));
      clock.advance(Duration.ofMillis(1));

      assertFalse(feed.revokes(token));
    }

    @Test
    void reachesNoTokenOfAnotherIssuer() {
      RevocationFeed feed = knowing(all(SUBJECT, "p-17", later), all(KEY, "key-1", later));
      TokenMark other =
          TokenMark.of(
              "https://other.example",
              "p-17",
              token.sessionId(),
              token.tokenId(),
              token.keyId(),
              token.startedAt(),
              token.sessionEpoch());

      assertFalse(feed.revokes(other));
    }

    @Test
    void countsBesideThoseOfAnotherFeed() {
      RevocationView both = RevocationView.NONE.and(knowing(all(SUBJECT, "p-17", later)));

      assertTrue(both.revokes(token));
      assertFalse(both.revokes(Marks.bare("p-18")));
    }
  }

  @Nested
  @DisplayName("Of several revocations of one target")
  class Maximum {
    @Test
    void theHighestEpochCountsInWhateverOrderTheyCome() {
      RevocationFeed feed =
          knowing(
              Revocation.beforeEpoch(SUBJECT, "p-17", 8, later),
              Revocation.beforeEpoch(SUBJECT, "p-17", 3, later.plusSeconds(60)));

      assertTrue(feed.revokes(token));
      store.add(Revocation.beforeEpoch(SUBJECT, "p-17", 2, later));
      clock.advance(PERIOD);

      assertTrue(feed.revokes(token));
    }

    @Test
    void theLatestCutOffCounts() {
      RevocationFeed feed =
          knowing(
              Revocation.upTo(SUBJECT, "p-17", start, later),
              Revocation.upTo(SUBJECT, "p-17", start.minusSeconds(60), later));

      assertTrue(feed.revokes(token));
    }

    @Test
    void anEpochHidesNoCutOffNorTheReverse() { // two scopes: each reaches what it names
      RevocationFeed feed =
          knowing(
              Revocation.beforeEpoch(SUBJECT, "p-17", 5, later),
              Revocation.upTo(SUBJECT, "p-17", start.minusSeconds(60), later));

      assertTrue(feed.revokes(Marks.of("p-17", "s", "t", 4, start)));
      assertTrue(feed.revokes(Marks.of("p-17", "s", "t", 9, start.minusSeconds(60))));
      assertFalse(feed.revokes(Marks.of("p-17", "s", "t", 5, start)));
    }

    @Test
    void aSubjectHidesNoSessionNorTheReverse() {
      RevocationFeed feed =
          knowing(Revocation.beforeEpoch(SUBJECT, "p-17", 3, later), all(SESSION, "s-1", later));

      assertTrue(feed.revokes(token));
      assertFalse(feed.revokes(Marks.of("p-17", "s-2", "t-2", 7, start)));
    }

    @Test
    void oneThatEndsAllTokensEndsOnItsOwnAndLeavesTheOthers() {
      RevocationFeed feed =
          knowing(
              all(SUBJECT, "p-17", start.plusSeconds(20)),
              Revocation.beforeEpoch(SUBJECT, "p-17", 7, later));

      assertTrue(feed.revokes(token));
      clock.advance(Duration.ofSeconds(20));

      assertFalse(feed.revokes(token));
      assertTrue(feed.revokes(Marks.of("p-17", "s", "t", 6, clock.instant())));
    }
  }

  @Nested
  @DisplayName("The cause of a revocation")
  class Cause {
    private Set<Revocation> passedOn(Revocation... revocations) {
      store.clear();
      return Set.copyOf(knowing(revocations).since(RevocationCursor.START).revocations());
    }

    private Revocation banned(Revocation revocation) {
      return revocation.because(RevocationCause.BANNED);
    }

    private Revocation epoch(long epoch) {
      return Revocation.beforeEpoch(SUBJECT, "p-17", epoch, later);
    }

    private Revocation upTo(long seconds) {
      return Revocation.upTo(SUBJECT, "p-17", start.plusSeconds(seconds), later);
    }

    @Test
    void isThatOfTheStrictestInWhateverOrderTheyCome() {
      assertEquals(Set.of(banned(epoch(8))), passedOn(banned(epoch(8)), epoch(7)));
      assertEquals(Set.of(epoch(8)), passedOn(banned(epoch(7)), epoch(8)));
      assertEquals(Set.of(banned(upTo(8))), passedOn(upTo(7), banned(upTo(8))));
      assertEquals(Set.of(upTo(8)), passedOn(upTo(8), banned(upTo(7))));
      Revocation longer = all(SUBJECT, "p-17", later.plusSeconds(1));
      Revocation shorter = all(SUBJECT, "p-17", later);
      assertEquals(Set.of(banned(longer)), passedOn(banned(longer), shorter));
      assertEquals(Set.of(longer), passedOn(longer, banned(shorter)));
    }

    @Test
    void isTheBanOfTwoThatSayTheSame() {
      Revocation all = all(SUBJECT, "p-17", later);

      assertEquals(Set.of(banned(epoch(8))), passedOn(epoch(8), banned(epoch(8)), epoch(8)));
      assertEquals(Set.of(banned(upTo(8))), passedOn(upTo(8), banned(upTo(8)), upTo(8)));
      assertEquals(Set.of(banned(all)), passedOn(all, banned(all), all));
    }

    @Test
    void isKeptApartForAnEpochACutOffAndAnEndOfAll() {
      Revocation all = all(SUBJECT, "p-17", later);

      assertEquals(Set.of(banned(epoch(8)), upTo(7)), passedOn(banned(epoch(8)), upTo(7)));
      assertEquals(Set.of(banned(all), epoch(7)), passedOn(epoch(7), banned(all)));
      assertEquals(Set.of(all, banned(epoch(7))), passedOn(banned(epoch(7)), all));
    }

    @Test
    void isToldWhenItTurnsOutToBeABan() {
      knowing(epoch(8));
      told.clear();

      store.add(banned(epoch(8)));
      clock.advance(PERIOD);

      assertEquals(List.of(banned(epoch(8))), told);
    }
  }

  @Nested
  @DisplayName("The view")
  class Refreshing {
    @Test
    void learnsOfARevocationWithinAPeriod() {
      RevocationFeed feed = warm(builder());
      store.add(all(SUBJECT, "p-17", later));
      assertFalse(feed.revokes(token));

      clock.advance(PERIOD);

      assertTrue(feed.revokes(token));
      assertEquals(List.of("refreshed 0 0", "EMPTY>FRESH", "refreshed 1 1"), events);
    }

    @Test
    void asksEarlierByUpToAFifthSoThatServersDoNotComeTogether() {
      warm(builder().random(() -> 0));

      assertEquals(PERIOD.multipliedBy(4).dividedBy(5), scheduler.untilNext());
    }

    @Test
    void findsRowsThatAreSeenAfterLaterOnes() { // two writers, of which the first is slow
      RevocationFeed feed = warm(builder());
      clock.advance(Duration.ofSeconds(5));
      store.addSlowly(all(SUBJECT, "slow", later), clock.instant().plusSeconds(40));
      store.add(all(SUBJECT, "quick", later));
      clock.advance(PERIOD);
      assertTrue(feed.revokes(Marks.bare("quick")));
      assertFalse(feed.revokes(Marks.bare("slow")));

      for (int i = 0; i < 4; i++) {
        clock.advance(PERIOD);
      }

      assertTrue(feed.revokes(Marks.bare("slow")));
    }

    @Test
    void readsEverythingAgainOnceAnHour() {
      warm(builder());
      for (int i = 0; i < 400; i++) {
        clock.advance(PERIOD);
      }

      List<Integer> whole = new ArrayList<>();
      for (int i = 0; i < store.asked().size(); i++) {
        if (store.asked().get(i).equals(RevocationCursor.START)) {
          whole.add(i);
        }
      }
      assertEquals(List.of(0, 360), whole);
    }

    @Test
    void goesOnFromTheCursorOfTheSource() {
      warm(builder());
      clock.advance(PERIOD);
      clock.advance(PERIOD);

      assertEquals(
          List.of(
              RevocationCursor.START,
              new RevocationCursor(start),
              new RevocationCursor(start.plus(PERIOD))),
          store.asked());
    }

    @Test
    void keepsWhatItKnowsWhenTheSourceForgets() {
      List<Revocation> rows = new ArrayList<>(List.of(all(SUBJECT, "p-17", later)));
      RevocationFeed feed =
          warm(
              RevocationFeed.following(
                      cursor -> new RevocationPage(rows, new RevocationCursor(start), true))
                  .issuer(Marks.ISSUER)
                  .clock(clock)
                  .ticker(clock)
                  .scheduler(scheduler));
      rows.clear();

      clock.advance(PERIOD);

      assertTrue(feed.revokes(token));
    }

    @Test
    void forgetsWhatHasExpired() {
      RevocationFeed feed =
          knowing(
              all(SUBJECT, "a", start.plusSeconds(30)),
              Revocation.beforeEpoch(SESSION, "b", 1, start.plusSeconds(90)),
              all(SUBJECT, "old", start));
      assertEquals(2, feed.state().entries());

      clock.advance(Duration.ofSeconds(70));
      assertEquals(1, feed.state().entries());
      clock.advance(Duration.ofSeconds(70));

      assertEquals(0, feed.state().entries());
    }

    @Test
    void refreshesOnceAfterAPauseOfTheMachine() { // O6
      warm(builder());
      int before = store.asked().size();

      clock.advance(Duration.ofMinutes(10));

      assertEquals(before + 1, store.asked().size());
    }

    @Test
    void canBeRefreshedAtOnce() {
      RevocationFeed feed = cold(builder());
      store.add(all(SUBJECT, "p-17", later));

      feed.refreshNow();
      assertTrue(feed.revokes(token));
      store.fail(true);

      assertThrows(RevocationsUnavailableException.class, feed::refreshNow);
    }

    @Test
    void warmsUp() {
      store.fail(true);
      RevocationFeed feed = cold(builder());
      var failing = feed.warmUp().toCompletableFuture();
      clock.advance(Duration.ZERO);
      assertTrue(failing.isCompletedExceptionally());
      store.fail(false);

      var good = feed.warmUp().toCompletableFuture();
      assertFalse(good.isDone());
      clock.advance(Duration.ZERO);

      assertTrue(good.isDone() && !good.isCompletedExceptionally());
      assertTrue(feed.warmUp().toCompletableFuture().isDone());
    }

    @Test
    void survivesASourceThatBreaksInWhateverWay() {
      List<RuntimeException> thrown =
          List.of(
              new RevocationsUnavailableException("x"),
              new IllegalStateException("x"),
              new NullPointerException());
      List<RuntimeException> next = new ArrayList<>(thrown);
      store.add(all(SUBJECT, "p-17", later));
      RevocationFeed feed =
          warm(
              builderOver(
                  cursor -> {
                    if (next.isEmpty()) {
                      return store.since(cursor);
                    }
                    throw next.remove(0);
                  }));
      clock.advance(PERIOD);
      clock.advance(PERIOD);
      assertEquals(3, feed.state().failures());

      clock.advance(PERIOD);

      assertTrue(feed.revokes(token));
      assertEquals(0, feed.state().failures());
    }

    @Test
    void doesNotGoBackWithTheTimeOfDay() {
      List<Revocation> rows = new ArrayList<>();
      RevocationFeed feed = warm(builderOver(cursor -> new RevocationPage(rows, cursor, false)));
      clock.jumpWall(Duration.ofMinutes(-30));
      rows.add(all(SUBJECT, "p-17", later));
      clock.advance(PERIOD);

      RevocationPage page = feed.since(new RevocationCursor(start));

      assertEquals(1, page.revocations().size());
      assertFalse(page.next().readAt().isBefore(start));
    }
  }

  private RevocationFeedBuilder builderOver(RevocationSource source) {
    return RevocationFeed.following(source)
        .issuer(Marks.ISSUER)
        .clock(clock)
        .ticker(clock)
        .random(() -> -1)
        .scheduler(scheduler)
        .listener(listener);
  }

  @Nested
  @DisplayName("A view that does not know enough")
  class Stale {
    @Test
    void continuesUnlessToldOtherwise() {
      RevocationFeed feed = knowing(all(SUBJECT, "p-17", later));
      store.fail(true);

      clock.advance(Duration.ofSeconds(61));

      assertEquals(Stage.STALE, feed.state().stage());
      assertTrue(feed.revokes(token));
      assertFalse(feed.revokes(Marks.bare("p-18")));
    }

    @Test
    void revokesNothingBeforeTheFirstAnswerIfItContinues() {
      store.fail(true);
      RevocationFeed feed = warm(builder());

      assertEquals(Stage.EMPTY, feed.state().stage());
      assertFalse(feed.revokes(token));
    }

    @Test
    void cannotTellBeforeTheFirstAnswerIfItFailsClosed() {
      RevocationFeed feed = cold(builder().whenStale(StalePolicy.FAIL_CLOSED));
      assertThrows(RevocationsUnavailableException.class, () -> feed.revokes(token));

      clock.advance(Duration.ZERO);

      assertFalse(feed.revokes(token));
    }

    @Test
    void cannotTellWhenItIsTooOldIfItFailsClosed() {
      RevocationFeed feed = warm(builder().whenStale(StalePolicy.FAIL_CLOSED));
      store.fail(true);

      clock.advance(Duration.ofSeconds(60));
      assertFalse(feed.revokes(token));
      clock.advance(Duration.ofMillis(1));
      RevocationsUnavailableException undecided =
          assertThrows(RevocationsUnavailableException.class, () -> feed.revokes(token));

      assertEquals(0, undecided.getStackTrace().length); // N5: one comes for each token
      store.fail(false);
      clock.advance(PERIOD);
      assertFalse(feed.revokes(token));
    }

    @Test
    void cannotTellAfterASleepThatTheMonotonicClockMissed() { // O7
      RevocationFeed feed = warm(builder().whenStale(StalePolicy.FAIL_CLOSED));

      clock.jumpWall(Duration.ofSeconds(61));

      assertThrows(RevocationsUnavailableException.class, () -> feed.revokes(token));
    }

    @Test
    void saysNothingOfTokensOfOthers() {
      RevocationFeed feed = cold(builder().whenStale(StalePolicy.FAIL_CLOSED));
      TokenMark other =
          TokenMark.of(
              "https://other.example",
              "p-17",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              OptionalLong.empty());

      assertFalse(feed.revokes(other));
    }

    @Test
    void tellsOnceThatItIsStaleAndOnceThatItIsNot() {
      warm(builder());
      store.fail(true);
      for (int i = 0; i < 20; i++) {
        clock.advance(PERIOD);
      }
      store.fail(false);
      clock.advance(PERIOD);

      assertEquals(
          List.of("EMPTY>FRESH", "FRESH>STALE", "STALE>FRESH"),
          events.stream().filter(each -> each.contains(">")).toList());
      assertEquals(20, events.stream().filter("not refreshed"::equals).count());
    }

    @Test
    void isSeenInItsState() {
      store.add(all(SUBJECT, "p-17", later));
      RevocationFeed feed = warm(builder());
      store.fail(true);
      clock.advance(PERIOD);

      FeedState state = feed.state();

      assertEquals(
          new FeedState(Stage.FRESH, 1, Optional.of(start), Optional.of(PERIOD), 1, 1), state);
    }

    @Test
    void isNoSourceForOthers() {
      RevocationFeed feed = warm(builder());
      assertEquals(List.of(), feed.since(RevocationCursor.START).revocations());
      store.fail(true);

      clock.advance(Duration.ofSeconds(61));

      assertThrows(RevocationsUnavailableException.class, () -> feed.since(RevocationCursor.START));
    }
  }

  @Nested
  @DisplayName("A flood")
  class Flood {
    private void addSubjects(int from, int to, Instant until) {
      for (int i = from; i < to; i++) {
        store.add(all(SUBJECT, "p" + i, until));
      }
    }

    @Test
    void makesItForgetNothingAndTakeNoMore() {
      addSubjects(0, 100, later);
      RevocationFeed feed = warm(builder().maxEntries(100));
      assertEquals(Stage.FRESH, feed.state().stage());

      addSubjects(100, 300, later);
      clock.advance(PERIOD);

      assertEquals(100, feed.state().entries());
      assertEquals(Stage.FULL, feed.state().stage());
      for (int i = 0; i < 100; i++) {
        assertTrue(feed.revokes(Marks.bare("p" + i)));
      }
      assertEquals("FRESH>FULL", events.get(events.size() - 1));
    }

    @Test
    void isNotOverBecauseNothingNewComes() {
      addSubjects(0, 101, later);
      RevocationFeed feed = warm(builder().maxEntries(100));

      clock.advance(RevocationStore.OVERLAP.multipliedBy(2));
      clock.advance(PERIOD); // nothing at all since the cursor

      assertEquals(Stage.FULL, feed.state().stage());
    }

    @Test
    void makesItFailClosedIfItWasToldTo() {
      addSubjects(0, 101, later);
      RevocationFeed feed = warm(builder().maxEntries(100).whenStale(StalePolicy.FAIL_CLOSED));

      assertThrows(RevocationsUnavailableException.class, () -> feed.revokes(Marks.bare("x")));
    }

    @Test
    void leavesRoomForKeysAndIssuersAndForStricterWordsOnWhatIsKnown() {
      addSubjects(0, 101, later);
      RevocationFeed feed = warm(builder().maxEntries(100));
      store.add(all(KEY, "key-1", later));
      store.add(all(SUBJECT, "p0", later.plusSeconds(60)));
      clock.advance(PERIOD);

      assertTrue(feed.revokes(token));
      clock.advance(Duration.ofMinutes(60));
      assertTrue(feed.revokes(Marks.bare("p0")));
    }

    @Test
    void isOverWhenThereIsRoomForAll() {
      addSubjects(0, 50, start.plusSeconds(30));
      addSubjects(50, 101, later);
      RevocationFeed feed = warm(builder().maxEntries(100));
      assertEquals(Stage.FULL, feed.state().stage());
      assertFalse(feed.revokes(Marks.bare("p100")));

      for (int i = 0; i < 4; i++) {
        clock.advance(PERIOD);
      }

      assertTrue(feed.revokes(Marks.bare("p100")));
      assertEquals(Stage.FRESH, feed.state().stage());
    }
  }

  @Nested
  @DisplayName("Listeners")
  class Listeners {
    @Test
    void areToldOfEachRevocationOnce() {
      Revocation first = all(SUBJECT, "p-17", later);
      RevocationFeed feed = knowing(first);
      clock.advance(PERIOD); // the overlap brings it again
      clock.advance(PERIOD);
      assertEquals(List.of(first), told);

      Revocation same = all(SUBJECT, "p-17", later);
      Revocation longer = all(SUBJECT, "p-17", later.plusSeconds(1));
      Revocation weaker = Revocation.beforeEpoch(SESSION, "s-1", 3, later);
      store.add(same);
      store.add(longer);
      store.add(weaker);
      clock.advance(PERIOD);
      clock.advance(Duration.ZERO);

      assertEquals(List.of(first, longer, weaker), told);
      assertTrue(feed.revokes(token));
    }

    @Test
    void thatThrowDisturbNobody() { // O3
      List<String> heard = new ArrayList<>();
      store.add(all(SUBJECT, "p-17", later));
      store.add(all(SESSION, "s-1", later));
      RevocationFeed feed =
          warm(
              builder()
                  .onRevocation(
                      revocation -> {
                        throw new IllegalStateException("x");
                      })
                  .onRevocation(revocation -> heard.add(revocation.target())));
      clock.advance(Duration.ZERO);

      assertEquals(List.of("p-17", "s-1"), heard);
      assertTrue(feed.revokes(token));
      store.add(all(TOKEN, "t", later));
      clock.advance(PERIOD);
      clock.advance(Duration.ZERO);
      assertEquals(List.of("p-17", "s-1", "t"), heard);
    }

    @Test
    void ofEventsThatThrowDisturbNobody() {
      AuthListener throwing =
          new AuthListener() {
            @Override
            public void revocationsRefreshed(String issuer, int added, int entries) {
              throw new IllegalStateException("x");
            }
          };
      RevocationFeed feed = warm(builder().listener(throwing));
      store.add(all(SUBJECT, "p-17", later));

      clock.advance(PERIOD);

      assertTrue(feed.revokes(token));
    }

    @Test
    void mayComeLater() {
      RevocationFeed feed = knowing(all(SUBJECT, "p-17", later));
      List<Revocation> late = new ArrayList<>();
      feed.listen(late::add);
      Revocation next = all(SUBJECT, "p-18", later);
      store.add(next);

      clock.advance(PERIOD);
      clock.advance(Duration.ZERO);

      assertEquals(List.of(next), late);
    }
  }

  @Nested
  @DisplayName("As a source of others")
  class Source {
    @Test
    void itTellsWhatItKnowsAndThenWhatChanged() {
      RevocationFeed feed =
          knowing(
              Revocation.beforeEpoch(SUBJECT, "p-17", 7, later),
              all(SUBJECT, "p-17", start.plusSeconds(5)),
              Revocation.upTo(SESSION, "s-1", start, later));
      RevocationPage whole = feed.since(RevocationCursor.START);
      assertEquals(3, whole.revocations().size());
      assertTrue(whole.whole());
      clock.advance(PERIOD);
      store.add(all(SUBJECT, "p-18", later));
      clock.advance(PERIOD);

      RevocationPage page = feed.since(new RevocationCursor(start.plusSeconds(1)));

      assertEquals(List.of(all(SUBJECT, "p-18", later)), page.revocations());
      assertFalse(page.whole());
      assertEquals(new RevocationCursor(clock.instant()), page.next());
    }

    @Test
    void itCarriesEverythingToAnotherFeed() {
      RevocationFeed first = knowing(Revocation.beforeEpoch(SUBJECT, "p-17", 8, later));
      RevocationFeed second = warm(builderOver(first));
      assertTrue(second.revokes(token));
      store.add(all(SUBJECT, "p-18", later));

      clock.advance(PERIOD);
      clock.advance(PERIOD);

      assertTrue(second.revokes(Marks.bare("p-18")));
    }
  }

  @Nested
  @DisplayName("Settings")
  class Settings {
    @Test
    void mustNameTheIssuer() {
      assertThrows(IllegalArgumentException.class, () -> RevocationFeed.following(store).build());
    }

    @Test
    void mustFitEachOther() {
      assertThrows(
          IllegalArgumentException.class, () -> builder().every(Duration.ofSeconds(61)).build());
      assertThrows(IllegalArgumentException.class, () -> builder().maxEntries(0));
      assertThrows(IllegalArgumentException.class, () -> builder().every(Duration.ZERO));
    }
  }

  @ParameterizedTest
  @EnumSource(RevocationKind.class)
  void printsNoTarget(RevocationKind kind) {
    RevocationFeed feed = knowing(all(kind, "private-target", later));

    assertFalse((feed.toString() + feed.state()).contains("private-target"));
  }
}
