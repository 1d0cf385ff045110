// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.access.EdgeVerdict.Passed;
import io.github.gameauth.access.EdgeVerdict.Refused;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.testing.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EdgeTest {
  private static final String COUNTRY = "CloudFront-Viewer-Country";
  private static final String REGION = "CloudFront-Viewer-Country-Region";
  private static final EdgeVerdict NOT_THE_EDGE = new Refused(AccessRefusal.of(Code.ORIGIN));
  private static final EdgeVerdict BLOCKED = new Refused(AccessRefusal.of(Code.REGION_BLOCKED));

  private final SecretGenerator generator = new SecretGenerator();
  private final Secret secret = generator.secret();

  private static Passed from(String country) {
    return new Passed(Optional.of(country));
  }

  private static final Passed FROM_NOWHERE = new Passed(Optional.empty());

  private Map<String, List<String>> proven() {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put(OriginSecret.HEADER, List.of(secret.reveal()));
    return headers;
  }

  private EdgeRequest provenFrom(String country, String region) {
    Map<String, List<String>> headers = proven();
    headers.put(COUNTRY, List.of(country));
    headers.put(REGION, List.of(region));
    return Requests.bearing(headers);
  }

  private EdgeGate gate(CountryPolicy policy) {
    return Edge.gate()
        .originSecret(OriginSecret.of(secret))
        .countries(CountryResolver.cloudFront(), policy)
        .build();
  }

  private EdgeVerdict judged(CountryPolicy policy, String country, String region) {
    return gate(policy).judge(provenFrom(country, region), Requests.GAME);
  }

  @Nested
  @DisplayName("The origin secret")
  class Origin {
    private final EdgeGate gate = Edge.gate().originSecret(OriginSecret.of(secret)).build();

    private EdgeVerdict judged(String... values) {
      return gate.judge(
          Requests.bearing(Map.of("x-origin-verify", List.of(values))), Requests.GAME);
    }

    @Test
    void letsThroughWhoBearsItOnce() {
      assertEquals(FROM_NOWHERE, judged(secret.reveal()));
    }

    @Test
    void refusesWhoBearsNoneOrAnother() {
      assertEquals(NOT_THE_EDGE, gate.judge(EdgeRequest.NONE, Requests.GAME));
      assertEquals(NOT_THE_EDGE, judged(""));
      assertEquals(NOT_THE_EDGE, judged(generator.secret().reveal()));
      assertEquals(NOT_THE_EDGE, judged(secret.reveal() + "A"));
      assertEquals(NOT_THE_EDGE, judged(" " + secret.reveal()));
      assertEquals(NOT_THE_EDGE, judged(secret.reveal().substring(1)));
    }

    @Test
    void refusesWhoBearsItTwice() { // once by the edge, once by a client who guesses
      assertEquals(NOT_THE_EDGE, judged(secret.reveal(), secret.reveal()));
      assertEquals(NOT_THE_EDGE, judged(secret.reveal(), "guess"));
      assertEquals(NOT_THE_EDGE, judged("guess", secret.reveal()));
      assertEquals(NOT_THE_EDGE, judged(secret.reveal() + ", " + secret.reveal()));
    }

    @Test
    void hasUpToThreeValuesForARotation() {
      Secret next = generator.secret();
      Secret afterNext = generator.secret();
      OriginSecret rotating = OriginSecret.of(secret, next, afterNext);

      for (Secret each : List.of(secret, next, afterNext)) {
        assertTrue(
            rotating.isProvenBy(
                Requests.bearing(Map.of(OriginSecret.HEADER, List.of(each.reveal())))));
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> OriginSecret.of(secret, next, afterNext, generator.secret()));
      assertThrows(IllegalArgumentException.class, OriginSecret::of);
    }

    @Test
    void isRefusedIfItIsTooShortToBeRandom() {
      IllegalArgumentException complaint =
          assertThrows(
              IllegalArgumentException.class,
              () -> OriginSecret.of(Secret.of(secret.reveal().substring(1))));

      assertFalse(complaint.getMessage().contains(secret.reveal().substring(1)));
      assertThrows(
          IllegalArgumentException.class, () -> OriginSecret.of(Secret.of("p w".repeat(20))));
      assertFalse(OriginSecret.of(secret).toString().contains(secret.reveal()));
    }

    @Test
    void mayStandInAnotherHeader() {
      OriginSecret other = OriginSecret.from(() -> List.of(secret)).header("X-Edge").build();

      assertTrue(other.isProvenBy(Requests.bearing(Map.of("x-edge", List.of(secret.reveal())))));
      assertFalse(other.isProvenBy(Requests.bearing(proven())));
    }
  }

  @Nested
  @DisplayName("An origin secret from a supplier")
  class Supplied {
    private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
    private final Deque<Runnable> behind = new ArrayDeque<>();
    private final AtomicReference<List<Secret>> store = new AtomicReference<>(List.of(secret));
    private int asked;
    private final OriginSecret supplied =
        OriginSecret.from(
                () -> {
                  asked++;
                  List<Secret> values = store.get();
                  if (values.isEmpty()) {
                    throw new IllegalStateException("unreachable");
                  }
                  return values;
                })
            .every(Duration.ofMinutes(5))
            .ticker(clock)
            .random(() -> -1) // the longest wait
            .executor(behind::add)
            .build();

    private boolean isProvenBy(Secret value) {
      return supplied.isProvenBy(
          Requests.bearing(Map.of(OriginSecret.HEADER, List.of(value.reveal()))));
    }

    private void runBehind() {
      while (!behind.isEmpty()) {
        behind.remove().run();
      }
    }

    @Test
    void isAskedOnceAPeriodAndNotWhileAPlayerWaits() {
      for (int i = 0; i < 100; i++) {
        assertTrue(isProvenBy(secret));
      }
      assertEquals(1, asked);
      clock.advance(Duration.ofMinutes(5));

      for (int i = 0; i < 100; i++) {
        assertTrue(isProvenBy(secret));
      }

      assertEquals(1, asked);
      assertEquals(1, behind.size());
      runBehind();
      assertEquals(2, asked);
      clock.advance(Duration.ofMinutes(5).minusNanos(1));
      assertTrue(isProvenBy(secret));
      assertEquals(0, behind.size());
    }

    @Test
    void followsARotation() {
      Secret next = generator.secret();
      store.set(List.of(next));
      clock.advance(Duration.ofMinutes(5));
      assertTrue(isProvenBy(secret));

      runBehind();

      assertTrue(isProvenBy(next));
      assertFalse(isProvenBy(secret));
    }

    @Test
    void keepsTheLastValuesWhileTheSupplierFails() {
      List<List<Secret>> bad =
          List.of(List.of(), List.of(Secret.of("short")), List.of(secret, secret, secret, secret));
      for (List<Secret> each : bad) {
        store.set(each);
        clock.advance(Duration.ofMinutes(5));
        assertTrue(isProvenBy(secret));
        runBehind();
        assertTrue(isProvenBy(secret));
      }
    }

    @Test
    void isAskedSoonerAfterAFailureButNotForEachPlayer() {
      store.set(List.of());
      clock.advance(Duration.ofMinutes(5));
      isProvenBy(secret);
      runBehind();
      int before = asked;

      clock.advance(Duration.ofSeconds(1));
      isProvenBy(secret);
      runBehind();
      assertEquals(before, asked);
      clock.advance(Duration.ofSeconds(30));
      isProvenBy(secret);
      runBehind();

      assertEquals(before + 1, asked);
    }

    @Test
    void mustHaveValuesToBeginWith() {
      assertThrows(
          IllegalArgumentException.class, () -> OriginSecret.from(List::<Secret>of).build());
    }
  }

  @Nested
  @DisplayName("A country")
  class Countries {
    private final CountryPolicy open = CountryPolicy.allowingUnknown();

    @Test
    void isBelievedOfARequestThatCameThroughTheEdge() {
      assertEquals(from("DE"), judged(open, "DE", "BE"));
    }

    @Test
    void isNotBelievedWithoutProof() {
      CountryPolicy onlyGermany = CountryPolicy.denyingUnknown().allow("DE");
      EdgeRequest forged = Requests.bearing(Map.of(COUNTRY, List.of("DE")));

      assertEquals(NOT_THE_EDGE, gate(onlyGermany).judge(forged, Requests.GAME));
      assertThrows(
          IllegalArgumentException.class,
          () -> Edge.gate().countries(CountryResolver.cloudFront(), onlyGermany).build());
    }

    @Test
    void isBelievedWithoutProofOnlyWhereThatIsSaidAloud() {
      EdgeGate gate =
          Edge.gate()
              .countriesTrustingUnproven(
                  request -> Place.of("SE", Optional.empty()), () -> open.deny("NO"))
              .build();

      assertEquals(from("SE"), gate.judge(EdgeRequest.NONE, Requests.GAME));
    }

    @Test
    void isNotReadWhereNobodyAsksForIt() {
      EdgeGate gate = Edge.gate().originSecret(OriginSecret.of(secret)).build();

      assertEquals(FROM_NOWHERE, gate.judge(provenFrom("DE", "BE"), Requests.GAME));
    }

    @ParameterizedTest
    @CsvSource({"DE,DE", "de,DE", "dE,DE", "XK,XK", "xk,XK", "GB,GB"})
    void isWrittenInUpperCase(String header, String country) {
      assertEquals(from(country), judged(open, header, ""));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "XX", "xx", "T1", "A1", "ZZ", "AA", "QM", "", " ", "D", "DEU", "D ", " DE", "DE,FR", "ıe",
          "ſe", "００"
        })
    void isUnknownIfItIsNone(String header) {
      assertEquals(FROM_NOWHERE, judged(open, header, ""));
      assertEquals(BLOCKED, judged(CountryPolicy.denyingUnknown(), header, ""));
    }

    @Test
    void isUnknownIfItIsMissingOrRepeated() {
      Map<String, List<String>> headers = proven();
      assertEquals(FROM_NOWHERE, gate(open).judge(Requests.bearing(headers), Requests.GAME));
      headers.put(COUNTRY, List.of("DE", "DE"));
      assertEquals(FROM_NOWHERE, gate(open).judge(Requests.bearing(headers), Requests.GAME));
    }

    @Test
    void isUnknownIfTheResolverFails() {
      EdgeGate gate =
          Edge.gate()
              .originSecret(OriginSecret.of(secret))
              .countries(
                  request -> {
                    throw new IllegalStateException("x");
                  },
                  CountryPolicy.denyingUnknown())
              .build();

      assertEquals(BLOCKED, gate.judge(provenFrom("DE", ""), Requests.GAME));
    }
  }

  @Nested
  @DisplayName("The policy")
  class Policy {
    @Test
    void deniesWhatIsDeniedAndNothingElse() {
      CountryPolicy policy = CountryPolicy.denyingUnknown().deny("KP", "cu");

      assertEquals(BLOCKED, judged(policy, "KP", ""));
      assertEquals(BLOCKED, judged(policy, "CU", "03"));
      assertEquals(from("DE"), judged(policy, "DE", ""));
    }

    @Test
    void allowsWhatIsAllowedAndNothingElse() {
      CountryPolicy policy = CountryPolicy.allowingUnknown().allow("DE").allow("AT");

      assertEquals(from("DE"), judged(policy, "DE", ""));
      assertEquals(from("AT"), judged(policy, "AT", ""));
      assertEquals(BLOCKED, judged(policy, "CH", ""));
      assertEquals(BLOCKED, judged(CountryPolicy.allowingUnknown().allow(), "DE", ""));
    }

    @Test
    void putsDenialsBeforePermissions() {
      CountryPolicy policy =
          CountryPolicy.allowingUnknown().allow("UA", "DE").deny("DE", "UA-43").allow("UA-43");

      assertEquals(BLOCKED, judged(policy, "DE", ""));
      assertEquals(BLOCKED, judged(policy, "UA", "43"));
      assertEquals(from("UA"), judged(policy, "UA", "30"));
    }

    @Test
    void knowsRegions() {
      CountryPolicy policy = CountryPolicy.denyingUnknown().deny("UA-43", "UA-40");

      assertEquals(BLOCKED, judged(policy, "UA", "43"));
      assertEquals(BLOCKED, judged(policy, "ua", "40"));
      assertEquals(from("UA"), judged(policy, "UA", "30"));
      assertEquals(from("DE"), judged(policy, "DE", "43"));
      assertEquals(from("CA"), judged(CountryPolicy.denyingUnknown().allow("CA-QC"), "CA", "qc"));
      assertEquals(BLOCKED, judged(CountryPolicy.denyingUnknown().allow("CA-QC"), "CA", "ON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "????", "43,43", " 43"})
    void takesARegionThatIsNoneForUnknown(String region) {
      CountryPolicy policy = CountryPolicy.denyingUnknown().deny("UA-43");

      assertEquals(BLOCKED, judged(policy, "UA", region));
      assertEquals(from("DE"), judged(policy, "DE", region));
      assertEquals(from("UA"), judged(CountryPolicy.allowingUnknown().deny("UA-43"), "UA", region));
    }

    @Test
    void ofAGameAddsToThatOfAll() {
      CountryPolicy policy =
          CountryPolicy.allowingUnknown()
              .deny("KP")
              .deny(Requests.GAME, "BE")
              .allow(Requests.OTHER_GAME, "KP", "DE");
      EdgeGate gate = gate(policy);

      assertEquals(BLOCKED, gate.judge(provenFrom("BE", ""), Requests.GAME));
      assertEquals(from("DE"), gate.judge(provenFrom("DE", ""), Requests.GAME));
      assertEquals(BLOCKED, gate.judge(provenFrom("BE", ""), Requests.OTHER_GAME));
      assertEquals(BLOCKED, gate.judge(provenFrom("KP", ""), Requests.OTHER_GAME));
      assertEquals(from("DE"), gate.judge(provenFrom("DE", ""), Requests.OTHER_GAME));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "D", "DEU", "XX", "T1", "UA-", "UA-1234", "UA_43", "Germany", "U-43"})
    void refusesPlacesThatAreNone(String place) {
      assertThrows(
          IllegalArgumentException.class, () -> CountryPolicy.allowingUnknown().deny(place));
      assertThrows(
          IllegalArgumentException.class,
          () -> CountryPolicy.allowingUnknown().allow(Requests.GAME, place));
    }

    @Test
    void changesWhilePlayersComeAndStaysWhileItCannotBeRead() {
      AtomicReference<CountryPolicy> current =
          new AtomicReference<>(CountryPolicy.allowingUnknown());
      List<String> failing = new ArrayList<>();
      EdgeGate gate =
          Edge.gate()
              .originSecret(OriginSecret.of(secret))
              .countries(
                  CountryResolver.cloudFront(),
                  () -> {
                    if (!failing.isEmpty()) {
                      throw new IllegalStateException("x");
                    }
                    return current.get();
                  })
              .build();
      assertEquals(from("KP"), gate.judge(provenFrom("KP", ""), Requests.GAME));

      current.set(CountryPolicy.allowingUnknown().deny("KP"));
      assertEquals(BLOCKED, gate.judge(provenFrom("KP", ""), Requests.GAME));
      current.set(CountryPolicy.allowingUnknown());
      failing.add("now");

      assertEquals(BLOCKED, gate.judge(provenFrom("KP", ""), Requests.GAME));
    }
  }
}
