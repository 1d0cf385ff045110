// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a {@link TestIdentityPool} is set up. Each method changes this object and returns it; a pool
 * takes what it needs when it starts. Not safe to share.
 */
public final class TestIdentitySettings {
  private final String poolId;
  private InstantSource clock = InstantSource.system();
  private boolean guests;
  private boolean basicFlow;
  private String developerProvider = "login.mygame";
  private String keyId = "AKIDTEST";
  private String secretKey = "test-secret-key";
  private final List<TestUserPool> userPools = new ArrayList<>();
  private final Map<String, Map<String, String>> logins = new HashMap<>();

  private TestIdentitySettings(String poolId) {
    this.poolId = poolId;
  }

  /** Settings of a pool with that id: a region, a colon, a UUID. */
  public static TestIdentitySettings named(String poolId) {
    if (!poolId.matches("[\\w-]+:[0-9a-f-]+") || poolId.length() > 55) {
      throw new IllegalArgumentException("poolId: " + poolId + " (expected: a region and a UUID)");
    }
    return new TestIdentitySettings(poolId);
  }

  /** The pool's clock. Defaults to the system's. */
  public TestIdentitySettings clock(InstantSource source) {
    clock = source;
    return this;
  }

  /** Lets players in without any login. Off unless asked for. */
  public TestIdentitySettings guests() {
    guests = true;
    return this;
  }

  /** Allows the basic flow, {@code GetOpenIdToken}. Off unless asked for, as in new pools. */
  public TestIdentitySettings basicFlow() {
    basicFlow = true;
    return this;
  }

  /** The name under which the operator vouches for players. Defaults to {@code login.mygame}. */
  public TestIdentitySettings developerProvider(String name) {
    developerProvider = name;
    return this;
  }

  /** The AWS credentials that developer operations need. */
  public TestIdentitySettings credentials(String accessKeyId, String secretAccessKey) {
    keyId = accessKeyId;
    secretKey = secretAccessKey;
    return this;
  }

  /** Takes ID tokens of that user pool, for all of its app clients. */
  public TestIdentitySettings trusting(TestUserPool userPool) {
    userPools.add(userPool);
    return this;
  }

  /**
   * Takes one token of another provider.
   *
   * @param provider as in {@code Logins}, such as {@code graph.facebook.com}
   * @param subject whom the token stands for there
   */
  public TestIdentitySettings login(String provider, String token, String subject) {
    logins.computeIfAbsent(provider, each -> new HashMap<>()).put(token, subject);
    return this;
  }

  String poolId() {
    return poolId;
  }

  String region() {
    return poolId.substring(0, poolId.indexOf(':'));
  }

  InstantSource clock() {
    return clock;
  }

  boolean takesGuests() {
    return guests;
  }

  boolean hasBasicFlow() {
    return basicFlow;
  }

  String developerProvider() {
    return developerProvider;
  }

  String keyId() {
    return keyId;
  }

  String secretKey() {
    return secretKey;
  }

  List<TestUserPool> userPools() {
    return userPools;
  }

  Map<String, Map<String, String>> logins() {
    return logins;
  }

  TestIdentitySettings copied() {
    TestIdentitySettings copy = new TestIdentitySettings(poolId);
    copy.clock = clock;
    copy.guests = guests;
    copy.basicFlow = basicFlow;
    copy.developerProvider = developerProvider;
    copy.keyId = keyId;
    copy.secretKey = secretKey;
    copy.userPools.addAll(userPools);
    logins.forEach((provider, tokens) -> copy.logins.put(provider, new HashMap<>(tokens)));
    return copy;
  }
}
