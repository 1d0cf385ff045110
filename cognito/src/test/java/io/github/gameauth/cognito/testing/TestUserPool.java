// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A user pool on loopback that is as strict as the real one: it does the server's side of SRP,
 * takes each session and each secret block once, knows devices, second factors, rotating refresh
 * tokens, lock-out, and refuses in the real service's words. Its tokens are signed and verify
 * against {@link #jwksUri}.
 *
 * <p>Where the service's behaviour is not documented, this one takes the stricter reading. Holds a
 * bounded number of everything, the oldest goes first. Safe to share.
 */
public final class TestUserPool implements AutoCloseable {
  private final PoolState pool;
  private final TokenDesk desk;
  private final AwsJsonServer server;

  private TestUserPool(TestPoolSettings settings) {
    pool = new PoolState(settings);
    desk = new TokenDesk(pool);
    server =
        new AwsJsonServer(
            "AWSCognitoIdentityProviderService",
            PoolOperations.of(pool, desk),
            new SignatureV4(
                settings.adminKeyId(),
                settings.adminSecretKey(),
                settings.region(),
                "cognito-idp",
                this::now));
    server.also("/" + settings.poolId() + "/.well-known/jwks.json", this::serveKeys);
  }

  /** Starts a pool {@code eu-west-1_TestPool1} with one client, without a secret. */
  public static TestUserPool start() {
    return start(TestPoolSettings.named("eu-west-1_TestPool1"));
  }

  /** Starts a pool with these settings; later changes to them change nothing here. */
  public static TestUserPool start(TestPoolSettings settings) {
    return new TestUserPool(settings.copied());
  }

  /** Where it listens: plain HTTP, with a slash at the end. */
  public URI endpoint() {
    return server.uri();
  }

  /** The pool's id. */
  public String poolId() {
    return pool.settings.poolId();
  }

  /** The {@code iss} of its tokens. */
  public String issuer() {
    return pool.settings.issuer();
  }

  /** Where its keys are, on loopback. */
  public URI jwksUri() {
    return endpoint().resolve("/" + poolId() + "/.well-known/jwks.json");
  }

  /** The first app client. */
  public TestAppClient client() {
    return pool.settings.clients().get(0);
  }

  /** Adds a confirmed user with any password and these attributes, e-mail taken as verified. */
  public TestPoolUser addUser(String name, String password, Map<String, String> attributes) {
    synchronized (pool) {
      PoolUser user = added(name, attributes);
      pool.setPassword(user, password);
      user.status = PoolUser.Status.CONFIRMED;
      return new TestPoolUser(pool, desk, user);
    }
  }

  /** Adds a confirmed user with any password and no attributes. */
  public TestPoolUser addUser(String name, String password) {
    return addUser(name, password, Map.of());
  }

  /** Adds a user as an operator does, who must choose a password within {@code life}. */
  public TestPoolUser addUserWithTemporaryPassword(
      String name, String password, Map<String, String> attributes, Duration life) {
    synchronized (pool) {
      PoolUser user = added(name, attributes);
      pool.setPassword(user, password);
      user.status = PoolUser.Status.FORCE_CHANGE_PASSWORD;
      user.temporaryUntil = pool.now().plus(life);
      return new TestPoolUser(pool, desk, user);
    }
  }

  private PoolUser added(String name, Map<String, String> attributes) {
    if (pool.user(name).isPresent()) {
      throw new IllegalArgumentException("name: " + name + " (expected: one that is free)");
    }
    PoolUser user = pool.newUser(name, attributes);
    for (String contact : List.of("email", "phone_number")) {
      if (!user.attribute(contact).isEmpty()) {
        user.attributes.putIfAbsent(contact + "_verified", "true");
      }
    }
    return user;
  }

  /**
   * The user of that name, or of that address where addresses are names.
   *
   * @throws NoSuchElementException if there is none
   */
  public TestPoolUser user(String name) {
    synchronized (pool) {
      return new TestPoolUser(pool, desk, pool.user(name).orElseThrow());
    }
  }

  /** Whether there is a user of that name. */
  public boolean hasUser(String name) {
    synchronized (pool) {
      return pool.user(name).isPresent();
    }
  }

  /** The code that was sent last to a user. */
  public Optional<SentCode> latestCode(String userName) {
    synchronized (pool) {
      return pool.user(userName).flatMap(user -> pool.outbox.latestFor(user.name));
    }
  }

  /** The codes sent so far, up to a thousand. */
  public List<SentCode> sentCodes() {
    synchronized (pool) {
      return pool.outbox.all();
    }
  }

  /** The pool's time. */
  public Instant now() {
    synchronized (pool) {
      return pool.now();
    }
  }

  /** Whether one of the pool's published keys signed the token. */
  boolean made(String token) {
    synchronized (pool) {
      return pool.keys.made(token);
    }
  }

  /** Sets this pool's clock forward against the one it was given, or back. */
  public void advanceClock(Duration by) {
    synchronized (pool) {
      pool.advance(by);
    }
  }

  /**
   * New signing keys from here on.
   *
   * @param keepOld whether the JWKS shows the old ones as well
   */
  public void rotateKeys(boolean keepOld) {
    synchronized (pool) {
      pool.keys.rotate(keepOld);
    }
  }

  /** Lets the next call go wrong, whatever it is. Several wait in a row. */
  public void failNext(TestFault fault) {
    server.failNext(Optional.empty(), fault);
  }

  /** Lets the next call of one operation go wrong. */
  public void failNext(String operation, TestFault fault) {
    server.failNext(Optional.of(operation), fault);
  }

  /** Lets the next calls be refused as too many. */
  public void throttle(int calls) {
    for (int call = 0; call < calls; call++) {
      failNext(TestFault.refusal(400, "TooManyRequestsException", "Rate exceeded"));
    }
  }

  /** The calls so far, in order, up to a thousand; those that were refused, too. */
  public List<ReceivedCall> calls() {
    return server.received();
  }

  /** The last call of an operation. */
  public Optional<ReceivedCall> latestCall(String operation) {
    return calls().stream()
        .filter(each -> each.operation().equals(operation))
        .reduce((earlier, later) -> later);
  }

  /**
   * The code that an authenticator app shows.
   *
   * @param secret the secret in base32, as the pool gave it
   */
  public static String totp(String secret, Instant time) {
    return Totp.code(secret, time);
  }

  /** Stops listening; calls that hang end. */
  @Override
  public void close() {
    server.close();
  }

  private void serveKeys(HttpExchange exchange) throws IOException {
    try (exchange) {
      ObjectNode keys;
      synchronized (pool) {
        keys = pool.keys.jwks();
      }
      AwsJsonServer.send(exchange, 200, "application/json", Json.bytes(keys));
    }
  }
}
