// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.account.Accounts;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.PersonaKeys;
import io.github.gameauth.account.Personas;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.platform.GuestAdapter;
import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.session.ExchangeContext;
import io.github.gameauth.session.RefreshTokens;
import io.github.gameauth.session.Session;
import io.github.gameauth.session.SessionExchange;
import io.github.gameauth.session.SessionOutcome;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What do a login and a refresh cost beside the signature of the token that they end in?
 *
 * <p>{@link #login} is a guest's who has been here before: secret, account, persona, a new refresh
 * family, a token. {@link #firstLogin} makes the guest, too. {@link #refresh} rotates one family,
 * over and over. {@link #mint} is the token alone. PostgreSQL runs on this machine, is reached
 * through a pool, and does not wait for its disk. Each trial first sees that a good session
 * verifies, and that a wrong secret and a used refresh token are refused.
 *
 * <pre>{@code
 * java -jar jmh-benchmarks/target/benchmarks.jar SessionBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SessionBenchmark {
  private static final ExchangeContext CONTEXT =
      ExchangeContext.of(new GameId(SampleIssuer.AUDIENCE), "pc");
  private static final int GUESTS = 1000;

  /** Where accounts and sessions are kept. */
  @Param({"MEMORY", "POSTGRES"})
  public SampleStores.Engine stores;

  private SampleStores engine;
  private Accounts accounts;
  private TokenMinter minter;
  private SessionExchange exchange;
  private final GuestCredential[] guests = new GuestCredential[GUESTS];
  private final AtomicInteger next = new AtomicInteger();

  /** Opens the stores, makes guests, and sees that the exchange says no where it has to. */
  @Setup(Level.Trial)
  public void prove() throws Exception {
    engine = SampleStores.open(stores);
    Stores all = engine.stores();
    accounts = Accounts.over(all.accounts(), all.guests(), all.once()).build();
    SigningKeys keys =
        SigningKeys.fixed(SampleIssuer.NAME, Algorithm.RS256, pair(), Duration.ofHours(1));
    minter = TokenMinter.signing(keys).build();
    Secret personaKey = Secret.ofBytes(new SecretGenerator().bytes(32));
    exchange =
        SessionExchange.over(
                accounts,
                Personas.of(all.personas(), PersonaKeys.of(personaKey)),
                RefreshTokens.in(all.refreshFamilies()).revocations(all.revocations()).build(),
                minter)
            .adapter(new GuestAdapter(all.guests(), InstantSource.system()))
            .build();
    for (int i = 0; i < GUESTS; i++) {
      guests[i] = accounts.createGuest().credential();
    }
    proveHonest(keys);
  }

  private void proveHonest(SigningKeys keys) {
    TokenVerifier verifier =
        TokenVerifier.trusting(
            TrustedIssuer.named(SampleIssuer.NAME)
                .audience(SampleIssuer.AUDIENCE)
                .keys(keys.keySource())
                .profile(TokenProfile.playerToken())
                .build());
    Session session = opened(guests[0]);
    verifier.verify(session.access().token().reveal()).orElseThrow();
    verifier.close();
    GuestCredential wrong = new GuestCredential(guests[0].id(), guests[1].secret());
    if (exchange.open(wrong, CONTEXT) instanceof SessionOutcome.Accepted) {
      throw new IllegalStateException("a wrong secret opens a session");
    }
    Session second = refreshed(session.refreshToken());
    refreshed(second.refreshToken());
    if (exchange.refresh(session.refreshToken(), CONTEXT) instanceof SessionOutcome.Accepted) {
      throw new IllegalStateException("a used refresh token is good again");
    }
  }

  private static KeyPair pair() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private Session opened(GuestCredential guest) {
    return session(exchange.open(guest, CONTEXT));
  }

  private Session refreshed(Secret refreshToken) {
    return session(exchange.refresh(refreshToken, CONTEXT));
  }

  private static Session session(SessionOutcome outcome) {
    if (outcome instanceof SessionOutcome.Accepted accepted) {
      return accepted.session();
    }
    throw new IllegalStateException("no session: " + outcome);
  }

  /** A guest who comes again. */
  @Benchmark
  public Session login() {
    return opened(guests[(next.getAndIncrement() & Integer.MAX_VALUE) % GUESTS]);
  }

  /** A guest who was never here. */
  @Benchmark
  public Session firstLogin() {
    return opened(accounts.createGuest().credential());
  }

  /** The next tokens of a session. */
  @Benchmark
  public Session refresh(Player player) {
    Session session = refreshed(player.refreshToken(this));
    player.refreshToken = session.refreshToken();
    return session;
  }

  /** A token like that of a session, and nothing else. */
  @Benchmark
  public MintedToken mint() {
    return minter.mint(
        TokenSpec.forSubject("abcdefghijklmnopqrstuvwxyz234567")
            .audience(SampleIssuer.AUDIENCE)
            .clientId("pc"));
  }

  /** Stops the engine. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    engine.close();
  }

  /** One player for each thread. */
  @State(Scope.Thread)
  public static class Player {
    private Secret refreshToken;

    Secret refreshToken(SessionBenchmark all) {
      if (refreshToken == null) {
        refreshToken = all.opened(all.accounts.createGuest().credential()).refreshToken();
      }
      return refreshToken;
    }
  }
}
