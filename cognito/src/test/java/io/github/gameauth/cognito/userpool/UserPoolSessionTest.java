// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static io.github.gameauth.cognito.userpool.OperationsFixture.done;
import static io.github.gameauth.cognito.userpool.OperationsFixture.refused;
import static io.github.gameauth.cognito.userpool.OperationsFixture.undecided;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.service.CognitoAnswer.Cause;
import io.github.gameauth.cognito.service.Refusal;
import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.service.RetrySettings;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.cognito.testing.TestAppClient;
import io.github.gameauth.cognito.testing.TestFault;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.StartGate;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.upstream.JsonHttp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session at a pool that rotates refresh tokens for real. */
final class UserPoolSessionTest {
  private static final String PASSWORD = "Pass-word-1";
  private static final String REFRESH = "GetTokensFromRefreshToken";

  // One for all: keys take a while to make.
  private static final TestClock CLOCK = TestClock.at("2030-01-01T12:00:00Z");
  private static final TestUserPool STRICT = TestUserPool.start(settings(Duration.ZERO));
  private static final AtomicInteger USERS = new AtomicInteger();

  private final TestClock clock = CLOCK;
  private final String user = "zoe-" + USERS.incrementAndGet();
  private final JsonHttp http = JsonHttp.builder().wholeCall(Duration.ofSeconds(15)).build();
  private final Store store = new Store();
  private TestUserPool server = STRICT;
  private final long before = allRefreshes();

  /** Remembers what it was given, unless it is broken. */
  private static final class Store implements TokenStore {
    final List<UserPoolTokens> saved = new CopyOnWriteArrayList<>();
    final List<UserPoolTokens> refused = new CopyOnWriteArrayList<>();
    final List<Refusal> ends = new CopyOnWriteArrayList<>();
    volatile boolean isBroken;

    @Override
    public void save(UserPoolTokens tokens) {
      if (isBroken) {
        refused.add(tokens);
        throw new IllegalStateException("disk full");
      }
      saved.add(tokens);
    }

    @Override
    public void ended(Refusal refusal) {
      ends.add(refusal);
      if (isBroken) {
        throw new IllegalStateException("disk full");
      }
    }
  }

  @AfterEach
  void stop() {
    if (server != STRICT) {
      server.close();
    }
    http.close();
  }

  @AfterAll
  static void stopServer() {
    STRICT.close();
  }

  private static TestPoolSettings settings(Duration grace) {
    return TestPoolSettings.named("eu-west-1_TestPool1")
        .clock(CLOCK)
        .client(
            TestAppClient.named("testclient1")
                .withSecret("clientsecretclientsecret")
                .rotating(grace)
                .living(Duration.ofMinutes(10), Duration.ofDays(30)));
  }

  private UserPool pool() {
    return pool(clock);
  }

  private UserPool pool(InstantSource clock) {
    UserPoolId id = UserPoolId.of(server.poolId());
    return UserPool.builder(id)
        .client("testclient1", Secret.of("clientsecretclientsecret"))
        .http(http)
        .clock(clock)
        .retry(new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(1), 3))
        .endpoint(ServiceEndpoint.userPools(id.region()).atPlainHttp(server.endpoint()))
        .build();
  }

  private UserPoolTokens signIn() {
    if (!server.hasUser(user)) {
      server.addUser(user, PASSWORD);
    }
    return assertInstanceOf(
            SignInStep.SignedIn.class, pool().signIn(user).sendingPassword(Secret.of(PASSWORD)))
        .tokens();
  }

  private UserPoolSession.Builder builder() {
    return UserPoolSession.of(pool(), signIn()).store(store);
  }

  private long refreshes() {
    return allRefreshes() - before;
  }

  private long allRefreshes() {
    return server.calls().stream().filter(call -> call.operation().equals(REFRESH)).count();
  }

  @Test
  void refreshesOnceHoweverManyWantTokens() throws Exception {
    UserPoolTokens first = signIn();
    UserPoolSession session = UserPoolSession.of(pool(), first).store(store).build();
    clock.advance(Duration.ofMinutes(10));

    List<UserPoolTokens> all = StartGate.together(24, i -> () -> done(session.tokens()));

    assertEquals(1, refreshes());
    assertEquals(1, store.saved.size());
    assertEquals(24, all.stream().filter(store.saved.get(0)::equals).count());
    assertNotEquals(first.refreshToken(), store.saved.get(0).refreshToken());
  }

  @Test
  void refreshesNothingThatSomebodyRefreshedJustBefore() {
    AtomicReference<UserPoolSession> quicker = new AtomicReference<>();
    AtomicReference<UserPoolTokens> unwanted = new AtomicReference<>();
    // Somebody comes between the look at the tokens and the look at the clock.
    InstantSource between =
        () -> {
          UserPoolSession session = quicker.getAndSet(null);
          if (session != null) {
            UserPoolTokens old = unwanted.get();
            done(old == null ? session.tokens() : session.tokensInsteadOf(old));
          }
          return clock.instant();
        };
    UserPoolSession session =
        UserPoolSession.of(pool(between), signIn()).executor(Runnable::run).build();
    clock.advance(Duration.ofMinutes(10));

    quicker.set(session);
    UserPoolTokens second = done(session.tokens());
    assertEquals(session.latest(), second);
    assertEquals(1, refreshes());

    unwanted.set(second);
    quicker.set(session);
    assertNotEquals(second, done(session.tokensInsteadOf(second)));
    assertEquals(2, refreshes());
  }

  @Test
  void refreshesAMinuteAheadAndLetsNobodyWait() {
    UserPoolSession session = builder().executor(Runnable::run).build();
    UserPoolTokens first = done(session.tokens());

    clock.advance(Duration.ofMinutes(9).minusMillis(1));
    assertEquals(first, done(session.tokens()));
    assertEquals(0, refreshes());

    clock.advance(Duration.ofMillis(1));
    assertEquals(first, done(session.tokens()));
    assertEquals(1, refreshes());
    assertEquals(store.saved.get(0), done(session.tokens()));
    assertEquals(store.saved.get(0), session.latest());
    assertEquals(1, refreshes());
  }

  @Test
  void goesOnWithGoodTokensWhereNoThreadIsToBeHad() {
    UserPoolSession session =
        builder()
            .executor(
                task -> {
                  throw new RejectedExecutionException();
                })
            .build();
    UserPoolTokens first = done(session.tokens());

    clock.advance(Duration.ofMinutes(9));
    assertEquals(first, done(session.tokens()));

    clock.advance(Duration.ofMinutes(1));
    assertInstanceOf(CognitoAnswer.Undecided.class, session.tokens());
    assertEquals(0, refreshes());
  }

  @Test
  void goesOnRotation() {
    UserPoolSession session = builder().build();

    for (int i = 1; i <= 5; i++) {
      clock.advance(Duration.ofMinutes(10));
      assertEquals(clock.instant().plus(Duration.ofMinutes(10)), done(session.tokens()).expiry());
      assertEquals(i, store.saved.size());
    }

    assertEquals(5, store.saved.stream().map(UserPoolTokens::refreshToken).distinct().count());
    done(pool().account(session.latest().accessToken()).profile());
  }

  @Test
  void showsNewTokensToNobodyBeforeTheyAreStored() throws Exception {
    CountDownLatch saving = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    UserPoolTokens first = signIn();
    UserPoolSession session =
        UserPoolSession.of(pool(), first)
            .store(
                tokens -> {
                  saving.countDown();
                  try {
                    mayEnd.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .build();
    clock.advance(Duration.ofMinutes(9).plusSeconds(30));

    assertEquals(first, done(session.tokens()));
    saving.await();
    assertEquals(first, done(session.tokens()));
    assertEquals(first, session.latest());

    mayEnd.countDown();
    clock.advance(Duration.ofSeconds(30));
    assertNotEquals(first.refreshToken(), done(session.tokens()).refreshToken());
    assertEquals(1, refreshes());
  }

  @Test
  void losesNoTokenThatCouldNotBeStored() {
    UserPoolSession session = builder().build();
    store.isBroken = true;
    clock.advance(Duration.ofMinutes(10));

    for (int i = 0; i < 3; i++) {
      assertEquals(Cause.OUTAGE, undecided(session.tokens()).cause());
    }
    assertEquals(1, refreshes());
    clock.advance(Duration.ofSeconds(5));
    undecided(session.tokens());
    assertEquals(List.of(), store.saved);

    store.isBroken = false;
    clock.advance(Duration.ofSeconds(5));
    assertEquals(store.saved, List.of(done(session.tokens())));
    assertEquals(1, refreshes());

    clock.advance(Duration.ofMinutes(10));
    done(session.tokens());
    assertEquals(2, refreshes());
  }

  @Test
  void losesNoTokenToACallerWhoIsInterrupted() {
    UserPoolSession session = builder().build();
    clock.advance(Duration.ofMinutes(10));

    Thread.currentThread().interrupt();
    undecided(session.tokens());
    assertTrue(Thread.interrupted());

    assertEquals(List.of(done(session.tokens())), store.saved);
    assertEquals(1, refreshes());
  }

  @Test
  void getsAnAnswerThatWasLostOnceMoreWithinTheGracePeriod() {
    server = TestUserPool.start(settings(Duration.ofSeconds(30)));
    UserPoolSession session = builder().graceAfterRotation(RotationGrace.SOME_SECONDS).build();
    clock.advance(Duration.ofMinutes(10));
    server.failNext(REFRESH, TestFault.answerLost());
    server.failNext(REFRESH, TestFault.answerCut());

    UserPoolTokens tokens = done(session.tokens());

    assertEquals(3, allRefreshes());
    assertEquals(List.of(tokens), store.saved);
    clock.advance(Duration.ofMinutes(10));
    done(session.tokens());
  }

  @Test
  void neverRepeatsARotationAtOnceWithoutAGracePeriod() {
    UserPoolSession session = builder().build();
    clock.advance(Duration.ofMinutes(10));
    server.failNext(REFRESH, TestFault.answerLost());

    // Not a refusal: nobody can tell.
    assertEquals(Cause.OUTAGE, undecided(session.tokens()).cause());
    assertEquals(Cause.OUTAGE, undecided(session.tokens()).cause());
    assertEquals(1, refreshes());

    clock.advance(Duration.ofSeconds(5));
    assertEquals(RefusalReason.REFRESH_TOKEN_REUSED, refused(session.tokens()).reason());
  }

  @Test
  void outlivesEveryOutageThatCameBeforeTheWork() {
    UserPoolSession session = builder().build();
    clock.advance(Duration.ofMinutes(10));

    for (TestFault fault :
        List.of(
            TestFault.reset(),
            TestFault.unknownServerError(),
            TestFault.truncatedJson(),
            TestFault.answer(200, "{}"))) {
      server.failNext(REFRESH, fault);
      assertEquals(Cause.OUTAGE, undecided(session.tokens()).cause());
      clock.advance(Duration.ofSeconds(5));
    }
    server.throttle(3);
    assertEquals(Cause.THROTTLED, undecided(session.tokens()).cause());
    clock.advance(Duration.ofSeconds(5));
    // A firewall's no says nothing about the session.
    server.failNext(REFRESH, TestFault.htmlForbidden());
    assertEquals(RefusalReason.FORBIDDEN, refused(session.tokens()).reason());
    assertEquals(RefusalReason.FORBIDDEN, refused(session.tokens()).reason());
    clock.advance(Duration.ofSeconds(5));

    done(session.tokens());
    assertEquals(List.of(), store.ends);
  }

  @Test
  void usesTokensThatAreGoodThroughAnOutageAndAsksSparingly() {
    UserPoolSession session = builder().executor(Runnable::run).build();
    UserPoolTokens first = done(session.tokens());
    clock.advance(Duration.ofMinutes(9).plusSeconds(10));
    server.failNext(REFRESH, TestFault.reset());

    for (int i = 0; i < 10; i++) {
      assertEquals(first, done(session.tokens()));
    }
    assertEquals(1, refreshes());

    clock.advance(Duration.ofSeconds(5));
    done(session.tokens());
    assertEquals(2, refreshes());
    assertNotEquals(first, done(session.tokens()));
  }

  @Test
  void endsWhereTheTokenWasUsedElsewhere() {
    UserPoolTokens first = signIn();
    done(pool().tokens().refresh(first, RotationGrace.NONE_KNOWN));
    UserPoolSession session = UserPoolSession.of(pool(), first).store(store).build();
    clock.advance(Duration.ofMinutes(10));

    for (int i = 0; i < 3; i++) {
      assertEquals(RefusalReason.REFRESH_TOKEN_REUSED, refused(session.tokens()).reason());
      assertEquals(
          RefusalReason.REFRESH_TOKEN_REUSED, refused(session.tokensInsteadOf(first)).reason());
    }

    assertEquals(2, refreshes());
    assertEquals(1, store.ends.size());
    assertEquals(List.of(), store.saved);
  }

  @Test
  void endsWithTheUserEvenIfTheStoreCannotBeTold() {
    UserPoolSession session = builder().build();
    server.user(user).enabled(false);
    store.isBroken = true;
    clock.advance(Duration.ofMinutes(10));

    assertEquals(RefusalReason.USER_DISABLED, refused(session.tokens()).reason());
    server.user(user).enabled(true);
    assertEquals(RefusalReason.USER_DISABLED, refused(session.tokens()).reason());
    assertEquals(1, refreshes());
    assertEquals(1, store.ends.size());
  }

  @Test
  void getsOthersInsteadOfTokensThatThePoolRefuses() throws Exception {
    UserPoolTokens first = signIn();
    UserPoolSession session = UserPoolSession.of(pool(), first).store(store).build();

    List<UserPoolTokens> all =
        StartGate.together(12, i -> () -> done(session.tokensInsteadOf(first)));

    assertEquals(1, refreshes());
    assertFalse(all.contains(first));
    assertEquals(session.latest(), done(session.tokens()));
    // Whoever comes late with the old ones gets what is there.
    assertEquals(session.latest(), done(session.tokensInsteadOf(first)));
    assertEquals(1, refreshes());
  }

  @Test
  void revokesWhatItHasAndGivesNothingMore() {
    UserPoolSession session = builder().build();
    UserPoolTokens first = done(session.tokens());

    done(session.revoke());

    assertEquals(RefusalReason.REFRESH_TOKEN, refused(session.tokens()).reason());
    assertEquals(
        RefusalReason.ACCESS_TOKEN,
        refused(pool().account(first.accessToken()).profile()).reason());
    assertEquals(
        RefusalReason.REFRESH_TOKEN,
        refused(pool().tokens().refresh(first, RotationGrace.NONE_KNOWN)).reason());
  }

  @Test
  void revokesWhatWaitsForTheStore() {
    UserPoolSession session = builder().build();
    store.isBroken = true;
    clock.advance(Duration.ofMinutes(10));
    undecided(session.tokens());

    done(session.revoke());

    String revoked = store.refused.get(0).refreshToken().orElseThrow().reveal();
    assertTrue(server.latestCall("RevokeToken").orElseThrow().body().contains(revoked));
    store.isBroken = false;
    clock.advance(Duration.ofSeconds(5));
    assertEquals(RefusalReason.REFRESH_TOKEN, refused(session.tokens()).reason());
    assertEquals(List.of(), store.saved);
  }

  @Test
  void asksForNothingIfItIsRevokedBeforeItsTurn() {
    List<Runnable> turns = new ArrayList<>();
    UserPoolSession session = builder().executor(turns::add).build();
    clock.advance(Duration.ofMinutes(9).plusSeconds(30));
    done(session.tokens());

    done(session.revoke());
    turns.remove(0).run();

    assertEquals(0, refreshes());
    assertEquals(RefusalReason.REFRESH_TOKEN, refused(session.tokens()).reason());
  }

  @Test
  void revokesTokensThatComeAfterTheEnd() {
    List<Runnable> turns = new ArrayList<>();
    AtomicReference<UserPoolSession> ending = new AtomicReference<>();
    // Looked at once more before the request goes out.
    InstantSource revoking =
        () -> {
          UserPoolSession session = ending.getAndSet(null);
          if (session != null) {
            undecided(session.revoke());
          }
          return clock.instant();
        };
    UserPoolTokens first = signIn();
    UserPoolSession session =
        UserPoolSession.of(pool(revoking), first).store(store).executor(turns::add).build();
    clock.advance(Duration.ofMinutes(9).plusSeconds(30));
    done(session.tokens());
    for (int i = 0; i < 3; i++) {
      server.failNext("RevokeToken", TestFault.reset());
    }

    ending.set(session);
    turns.remove(0).run();

    assertEquals(1, refreshes());
    assertEquals(List.of(), store.saved);
    assertEquals(RefusalReason.REFRESH_TOKEN, refused(session.tokens()).reason());
    String revoked = server.latestCall("RevokeToken").orElseThrow().body();
    assertFalse(revoked.contains(first.refreshToken().orElseThrow().reveal()));
  }

  @Test
  void staysRevokedIfItHappensWhileStoring() {
    AtomicReference<UserPoolSession> session = new AtomicReference<>();
    UserPoolTokens first = signIn();
    session.set(
        UserPoolSession.of(pool(), first)
            .store(tokens -> done(session.get().revoke()))
            .executor(Runnable::run)
            .build());
    clock.advance(Duration.ofMinutes(9).plusSeconds(30));

    done(session.get().tokens());

    assertEquals(1, refreshes());
    assertEquals(RefusalReason.REFRESH_TOKEN, refused(session.get().tokens()).reason());
    String revoked = session.get().latest().refreshToken().orElseThrow().reveal();
    assertNotEquals(first.refreshToken().orElseThrow().reveal(), revoked);
    assertTrue(server.latestCall("RevokeToken").orElseThrow().body().contains(revoked));
  }

  @Test
  void refreshesAPlainClientByInitiateAuth() {
    server =
        TestUserPool.start(
            TestPoolSettings.named("eu-west-1_TestPool1")
                .clock(clock)
                .signInWithEmail()
                .client(TestAppClient.named("testclient1").withSecret("clientsecretclientsecret")));
    server.addUser("zoe@mygame.example", PASSWORD);
    UserPoolTokens first =
        assertInstanceOf(
                SignInStep.SignedIn.class,
                pool().signIn("zoe@mygame.example").sendingPassword(Secret.of(PASSWORD)))
            .tokens();
    UserPoolSession session =
        UserPoolSession.of(pool(), first).store(store).withoutRotation().build();
    clock.advance(Duration.ofHours(1));
    server.failNext("InitiateAuth", TestFault.answerLost());

    UserPoolTokens fresh = done(session.tokens());

    assertEquals(first.refreshToken(), fresh.refreshToken());
    assertNotEquals(first.accessToken(), fresh.accessToken());
    assertEquals(0, allRefreshes());
  }

  @Test
  void complainsAboutWhatCannotBeRight() {
    UserPoolTokens tokens = signIn();
    UserPoolTokens none =
        new UserPoolTokens(
            tokens.accessToken(),
            tokens.idToken(),
            Optional.empty(),
            tokens.expiry(),
            tokens.userName(),
            Optional.empty());
    UserPool pool = pool();

    assertThrows(IllegalArgumentException.class, () -> UserPoolSession.of(pool, none));
    UserPoolSession.Builder builder = UserPoolSession.of(pool, tokens);
    assertThrows(IllegalArgumentException.class, () -> builder.margin(Duration.ofMinutes(31)));
    assertThrows(IllegalArgumentException.class, () -> builder.margin(Duration.ofNanos(-1)));
    assertFalse(builder.build().toString().contains(tokens.accessToken().reveal()));
  }
}
