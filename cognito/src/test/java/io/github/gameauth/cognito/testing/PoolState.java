// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All that a pool remembers. Whoever reads or changes it holds its lock. */
final class PoolState {
  private static final int MOST_USERS = 10_000;

  final TestPoolSettings settings;
  final SecureRandom random = new SecureRandom();
  final Map<String, TestAppClient> clients = new LinkedHashMap<>();
  final Map<String, PoolUser> users = new Bounded<>(MOST_USERS);
  final Outbox outbox = new Outbox();
  final PoolKeys keys = new PoolKeys();
  private Duration ahead = Duration.ZERO;

  PoolState(TestPoolSettings settings) {
    this.settings = settings;
    settings.clients().forEach(client -> clients.put(client.id(), client));
  }

  Instant now() {
    return settings.clock().instant().plus(ahead);
  }

  void advance(Duration by) {
    ahead = ahead.plus(by);
  }

  /** Seconds with a fraction, as answers show times. */
  static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  TestAppClient client(String id) {
    TestAppClient client = clients.get(id);
    if (client == null) {
      throw ServiceError.notFound("User pool client " + id + " does not exist.");
    }
    return client;
  }

  /** A user by internal name, or by the address when that is the sign-in name. */
  Optional<PoolUser> user(String name) {
    String wanted = folded(name);
    PoolUser direct = users.get(wanted);
    boolean byAddress = settings.emailIsName() || settings.emailIsAlias();
    if (direct != null || !byAddress) {
      return Optional.ofNullable(direct);
    }
    return users.values().stream()
        .filter(each -> settings.emailIsName() || each.verified("email"))
        .filter(each -> folded(each.attribute("email")).equals(wanted))
        .findFirst();
  }

  PoolUser newUser(String name, Map<String, String> attributes) {
    String sub = UUID.randomUUID().toString();
    PoolUser user = new PoolUser(settings.emailIsName() ? sub : name, sub, now());
    user.attributes.put("sub", sub);
    if (settings.emailIsName()) {
      user.attributes.put("email", name);
    }
    user.attributes.putAll(attributes);
    users.put(folded(user.name), user);
    return user;
  }

  void remove(PoolUser user) {
    users.remove(folded(user.name));
  }

  void setPassword(PoolUser user, String password) {
    if (user.password != null) {
      user.earlierPasswords.add(0, user.password);
    }
    while (user.earlierPasswords.size() > settings.passwordHistory()) {
      user.earlierPasswords.remove(user.earlierPasswords.size() - 1);
    }
    user.password =
        Verifier.of(settings.poolName(), user.name, password, new BigInteger(128, random));
  }

  /** Complains of a new password that is too short, or was used before. */
  void judgeNewPassword(Optional<PoolUser> user, String password) {
    if (password.codePointCount(0, password.length()) < settings.passwordLength()) {
      throw ServiceError.of(
          "InvalidPasswordException",
          "Password did not conform with policy: Password not long enough");
    }
    if (user.isPresent() && settings.passwordHistory() > 0) {
      PoolUser known = user.get();
      boolean current = known.password != null && known.password.fits(password);
      if (current || known.earlierPasswords.stream().anyMatch(each -> each.fits(password))) {
        throw ServiceError.of(
            "PasswordHistoryPolicyViolationException",
            "Password has previously been used. Please choose a different password.");
      }
    }
  }

  /** Sends a code about {@code purpose} and tells where it went. */
  ObjectNode send(PoolUser user, String purpose, String attribute, Duration life) {
    String code = newCode();
    user.codes.put(purpose, new PendingCode(code, now(), life));
    deliver(user, attribute, code);
    return Outbox.details(attribute, user.attribute(attribute));
  }

  void deliver(PoolUser user, String attribute, String code) {
    outbox.add(new SentCode(user.name, Outbox.medium(attribute), user.attribute(attribute), code));
  }

  String newCode() {
    return String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
  }

  /** Random bytes as base64 with URL-safe letters. */
  String opaque(int bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  String folded(String name) {
    return settings.ignoresCase() ? name.toLowerCase(Locale.ROOT) : name;
  }
}
