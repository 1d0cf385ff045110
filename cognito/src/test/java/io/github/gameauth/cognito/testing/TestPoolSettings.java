// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a {@link TestUserPool} is set up. Each method changes this object and returns it; a pool
 * takes what it needs when it starts. Not safe to share.
 */
public final class TestPoolSettings {
  /** Whether sign-in asks for a second factor. */
  public enum Mfa {
    /** Never. */
    OFF,
    /** Of those who have set one up. Default. */
    OPTIONAL,
    /** Of everybody; who has none must set it up while signing in. */
    ON
  }

  /** What the pool does about devices. */
  public enum Devices {
    /** Nothing. Default. */
    OFF,
    /** Remembers them after the player has agreed. */
    ASK,
    /** Remembers each. */
    ALWAYS
  }

  private final String poolId;
  private InstantSource clock = InstantSource.system();
  private Optional<String> issuer = Optional.empty();
  private Mfa mfa = Mfa.OPTIONAL;
  private Devices devices = Devices.OFF;
  private boolean devicesReplaceMfa = true;
  private boolean signInWithEmail;
  private boolean emailAlias;
  private boolean sessionAtSrpStart;
  private boolean caseInsensitive;
  private boolean autoConfirmed;
  private int passwordLength = 8;
  private int passwordHistory;
  private List<String> requiredAttributes = List.of();
  private Duration sessionLife = Duration.ofMinutes(3);
  private final List<TestAppClient> clients = new ArrayList<>();
  private Map<String, String> customParameters = Map.of();
  private List<String> customAnswers = List.of();
  private String adminKeyId = "AKIDTEST";
  private String adminSecretKey = "test-secret-key";

  private TestPoolSettings(String poolId) {
    this.poolId = poolId;
  }

  /** Settings of a pool with that id, as in {@code eu-west-1_TestPool1}. */
  public static TestPoolSettings named(String poolId) {
    if (!poolId.matches("[\\w-]+_[0-9a-zA-Z]+") || poolId.length() > 55) {
      throw new IllegalArgumentException(
          "poolId: " + poolId + " (expected: an id such as eu-west-1_TestPool1)");
    }
    return new TestPoolSettings(poolId);
  }

  /** The pool's clock. Defaults to the system's. */
  public TestPoolSettings clock(InstantSource source) {
    clock = source;
    return this;
  }

  /** The issuer in its tokens. Defaults to the one AWS would put there. */
  public TestPoolSettings issuer(String text) {
    issuer = Optional.of(text);
    return this;
  }

  /** Whether sign-in asks for a second factor. */
  public TestPoolSettings mfa(Mfa value) {
    mfa = value;
    return this;
  }

  /** What the pool does about devices. */
  public TestPoolSettings devices(Devices value) {
    devices = value;
    return this;
  }

  /** Lets remembered devices prove themselves after the second factor rather than instead of it. */
  public TestPoolSettings devicesBesideMfa() {
    devicesReplaceMfa = false;
    return this;
  }

  /** Makes e-mail addresses the sign-in names; the internal name is then the {@code sub}. */
  public TestPoolSettings signInWithEmail() {
    signInWithEmail = true;
    return this;
  }

  /** Lets a confirmed e-mail address stand for the user name; each belongs to one user only. */
  public TestPoolSettings emailAlias() {
    emailAlias = true;
    return this;
  }

  /** Hands out a session beside each SRP challenge. Real pools were seen to do either. */
  public TestPoolSettings sessionAtSrpStart() {
    sessionAtSrpStart = true;
    return this;
  }

  /** Takes user names in any case, as newer pools do. */
  public TestPoolSettings caseInsensitive() {
    caseInsensitive = true;
    return this;
  }

  /** Confirms users as they sign up, as a trigger could. */
  public TestPoolSettings autoConfirmed() {
    autoConfirmed = true;
    return this;
  }

  /** The least length of a password, in characters. Defaults to 8. */
  public TestPoolSettings passwordLength(int least) {
    passwordLength = least;
    return this;
  }

  /** How many earlier passwords may not come again. Defaults to none. */
  public TestPoolSettings passwordHistory(int many) {
    passwordHistory = many;
    return this;
  }

  /** Attributes that a user made by an operator must give with the first password of their own. */
  public TestPoolSettings requiredAttributes(String... names) {
    requiredAttributes = List.of(names);
    return this;
  }

  /** How long a challenge can be answered. Defaults to three minutes. */
  public TestPoolSettings sessionLife(Duration life) {
    sessionLife = life;
    return this;
  }

  /** Adds an app client; the first one is the pool's default. */
  public TestPoolSettings client(TestAppClient client) {
    clients.add(client);
    return this;
  }

  /**
   * What {@code CUSTOM_AUTH} asks. Each answer makes one round; a wrong one is asked again, and the
   * third wrong one ends the sign-in.
   *
   * @param parameters what a challenge shows
   * @param answers the right answers, in order
   */
  public TestPoolSettings customChallenge(Map<String, String> parameters, String... answers) {
    customParameters = Map.copyOf(parameters);
    customAnswers = List.of(answers);
    return this;
  }

  /** The AWS credentials that signed operations need. */
  public TestPoolSettings adminCredentials(String keyId, String secretKey) {
    adminKeyId = keyId;
    adminSecretKey = secretKey;
    return this;
  }

  TestPoolSettings copied() {
    TestPoolSettings copy = new TestPoolSettings(poolId);
    copy.clock = clock;
    copy.issuer = issuer;
    copy.mfa = mfa;
    copy.devices = devices;
    copy.devicesReplaceMfa = devicesReplaceMfa;
    copy.signInWithEmail = signInWithEmail;
    copy.emailAlias = emailAlias;
    copy.sessionAtSrpStart = sessionAtSrpStart;
    copy.caseInsensitive = caseInsensitive;
    copy.autoConfirmed = autoConfirmed;
    copy.passwordLength = passwordLength;
    copy.passwordHistory = passwordHistory;
    copy.requiredAttributes = requiredAttributes;
    copy.sessionLife = sessionLife;
    copy.clients.addAll(clients());
    copy.customParameters = customParameters;
    copy.customAnswers = customAnswers;
    copy.adminKeyId = adminKeyId;
    copy.adminSecretKey = adminSecretKey;
    return copy;
  }

  String poolId() {
    return poolId;
  }

  String region() {
    return poolId.substring(0, poolId.indexOf('_'));
  }

  String poolName() {
    return poolId.substring(poolId.indexOf('_') + 1);
  }

  InstantSource clock() {
    return clock;
  }

  String issuer() {
    return issuer.orElse("https://cognito-idp." + region() + ".amazonaws.com/" + poolId);
  }

  Mfa mfa() {
    return mfa;
  }

  Devices devices() {
    return devices;
  }

  boolean devicesReplaceMfa() {
    return devicesReplaceMfa;
  }

  boolean emailIsName() {
    return signInWithEmail;
  }

  boolean emailIsAlias() {
    return emailAlias;
  }

  boolean sessionsWithSrp() {
    return sessionAtSrpStart;
  }

  boolean ignoresCase() {
    return caseInsensitive;
  }

  boolean confirmsItself() {
    return autoConfirmed;
  }

  int passwordLength() {
    return passwordLength;
  }

  int passwordHistory() {
    return passwordHistory;
  }

  List<String> requiredAttributes() {
    return requiredAttributes;
  }

  Duration sessionLife() {
    return sessionLife;
  }

  List<TestAppClient> clients() {
    return clients.isEmpty() ? List.of(TestAppClient.named("testclient1")) : List.copyOf(clients);
  }

  Map<String, String> customParameters() {
    return customParameters;
  }

  List<String> customAnswers() {
    return customAnswers;
  }

  String adminKeyId() {
    return adminKeyId;
  }

  String adminSecretKey() {
    return adminSecretKey;
  }
}
