// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.TestCertificate;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.testing.LeakSearch;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

final class CertificateCacheTest {
  private static final String HOST = "static.platform.example";
  private static final String URL = "https://static.platform.example/keys/prod-12.cer";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final Instant now = platforms.clock().instant();
  private final TestCertificate root = TestCertificate.root("Test Root", now);
  private final TestCertificate authority = root.authority("Test Authority", now);
  private final TestCertificate leaf = authority.leaf("Test Leaf", now);
  private final CertificateCache cache =
      cache(List.of(authority.certificate()), List.of(root.certificate()));

  private CertificateCache cache(List<X509Certificate> intermediates, List<X509Certificate> roots) {
    return new CertificateCache(
        "certificates",
        platforms.context(),
        List.of(HOST, "other.platform.example"),
        Pattern.compile("/keys/prod-\\d{1,3}\\.cer"),
        new CertificateTrust(TestCertificate.ORGANIZATION, intermediates, roots));
  }

  private static String outcome(CertificateCache cache, String url) {
    try {
      String name = cache.at(url).certificate().getSubjectX500Principal().getName();
      return name.replaceAll(",O=.*", "");
    } catch (NotProvedException e) {
      return PlatformAdapterContract.nameOf(e.verdict());
    }
  }

  private void publish(TestCertificate certificate) {
    platforms.answer(URL, aResponse().withBody(certificate.encoded()));
  }

  @Test
  void takesDerAndPem() {
    publish(leaf);
    assertEquals("CN=Test Leaf", outcome(cache, URL));
    String other = URL.replace("12", "13");
    platforms.answer(other, aResponse().withBody(leaf.pem()));
    assertEquals("CN=Test Leaf", outcome(cache, other));
  }

  @Test
  void asksNobodyButThePlatformsOwnHost() {
    for (String url :
        List.of(
            "http://static.platform.example/keys/prod-12.cer",
            "https://evil.example/keys/prod-12.cer",
            "https://static.platform.example.evil.example/keys/prod-12.cer",
            "https://evilstatic.platform.example/keys/prod-12.cer",
            "https://static.platform.example:8443/keys/prod-12.cer",
            "https://user@static.platform.example/keys/prod-12.cer",
            "https://static.platform.example@evil.example/keys/prod-12.cer",
            "https://static.platform.example/keys/../prod-12.cer",
            "https://static.platform.example/keys/prod-12.cer?x=.cer",
            "https://static.platform.example/keys/prod-12.cer#",
            "https://static.platform.example/keys/prod-12.cer\n",
            "https://static.platform.example/keys/prod-1234.cer",
            "https://STATIC.platform.example/keys/prod-12.cer",
            "file:///keys/prod-12.cer",
            "",
            "x".repeat(100_000))) {
      assertEquals("INVALID", outcome(cache, url), url);
    }
    assertEquals(List.of(), platforms.received());
  }

  @Test
  void wantsAChainThatEndsAtARootOfOurs() {
    TestCertificate foreignRoot = TestCertificate.root("Foreign Root", now);
    publish(foreignRoot.leaf("Test Leaf", now));
    assertEquals("INVALID", outcome(cache, URL));

    publish(leaf);
    assertEquals(
        "INVALID", outcome(cache(List.of(), List.of(root.certificate())), URL), "no intermediate");
    assertEquals(
        "INVALID",
        outcome(cache(List.of(authority.certificate()), List.of(foreignRoot.certificate())), URL),
        "another root");

    // Of the same name as the authority, and so named as the issuer, but of another key.
    TestCertificate impostor = TestCertificate.root("Impostor", now);
    publish(new TestCertificate(authority.certificate(), impostor.keys()).leaf("Test Leaf", now));
    assertEquals(
        "INVALID",
        outcome(cache(List.of(authority.certificate()), List.of(root.certificate())), URL),
        "another key");

    publish(leaf.leaf("Below A Leaf", now));
    assertEquals(
        "INVALID",
        outcome(
            cache(
                List.of(authority.certificate(), leaf.certificate()), List.of(root.certificate())),
            URL),
        "issued by one that is no authority");
  }

  @Test
  void wantsACertificateOfTheOrganizationThatIsMadeToSign() {
    for (String other :
        List.of(
            "CN=Test Leaf",
            "CN=\"Test Leaf,O=Test, Inc.\",O=Evil",
            "CN=Test Leaf,OU=\"Test, Inc.\"",
            "CN=Test Leaf,O=\"test, inc.\"",
            "CN=Test Leaf,O=\"Test, Inc.\",O=Evil",
            "CN=Test Leaf,O=\"Test, Inc. \\, Evil\"")) {
      CertificateCache fresh = cache(List.of(authority.certificate()), List.of(root.certificate()));
      publish(authority.leaf(new X500Principal(other), now));
      assertEquals("INVALID", outcome(fresh, URL), other);
    }
    publish(authority);
    assertEquals("INVALID", outcome(cache, URL), "an authority's own");
  }

  @Test
  void wantsALongRsaKey() throws Exception {
    for (var kind : Map.of("RSA", 1024, "EC", 256).entrySet()) {
      CertificateCache fresh = cache(List.of(authority.certificate()), List.of(root.certificate()));
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.getKey());
      generator.initialize(kind.getValue());
      publish(authority.leaf(kind.getKey(), generator.generateKeyPair(), now));
      assertEquals("INVALID", outcome(fresh, URL), kind.getKey());
    }
  }

  @Test
  void wantsIntermediatesThatAreAuthoritiesAndGoodNow() {
    TestCertificate old = root.authority("Old", now.minusSeconds(60), now.minusSeconds(1));
    publish(old.leaf("Test Leaf", now));
    assertEquals(
        "INVALID", outcome(cache(List.of(old.certificate()), List.of(root.certificate())), URL));
    TestCertificate soonOld = root.authority("Soon", now.minusSeconds(60), now.plusSeconds(60));
    publish(soonOld.leaf("Test Leaf", now));
    CertificateCache fresh = cache(List.of(soonOld.certificate()), List.of(root.certificate()));
    assertEquals("CN=Test Leaf", outcome(fresh, URL));
    platforms.clock().advance(Duration.ofSeconds(61));
    assertEquals("INVALID", outcome(fresh, URL));
  }

  @Test
  void asksEachOfItsHosts() {
    String other = URL.replace(HOST, "other.platform.example");
    platforms.answer(other, aResponse().withBody(leaf.encoded()));
    assertEquals("CN=Test Leaf", outcome(cache, other));
  }

  @Test
  void raisesTheAlarmWhereNoChainLeadsToARoot() {
    publish(TestCertificate.root("Foreign Root", now).leaf("Test Leaf", now));
    try (LeakSearch lines = new LeakSearch()) {
      outcome(cache, URL);
      outcome(cache, URL);

      assertEquals(1, lines.lines());
    }
  }

  @Test
  void holdsACertificateToItsTimes() {
    publish(authority.leaf("Short", now.minusSeconds(60), now.plusSeconds(60)));
    assertEquals("CN=Short", outcome(cache, URL));
    platforms.clock().advance(Duration.ofSeconds(60));
    assertEquals("CN=Short", outcome(cache, URL));
    platforms.clock().advance(Duration.ofSeconds(1));
    assertEquals("INVALID", outcome(cache, URL));
    assertEquals(1, platforms.requests(URL));
  }

  @Test
  void keepsACertificateAsLongAsThePlatformSaysWithinReason() {
    for (var said :
        List.of(
            List.of("max-age=600", "600"),
            List.of("public, max-age=1", "300"),
            List.of("max-age=999999999", "86400"),
            List.of("no-store", "3600"))) {
      CertificateCache fresh = cache(List.of(authority.certificate()), List.of(root.certificate()));
      platforms.reset();
      platforms.answer(
          URL, aResponse().withBody(leaf.encoded()).withHeader("Cache-Control", said.get(0)));
      outcome(fresh, URL);
      platforms.clock().advance(Duration.ofSeconds(Long.parseLong(said.get(1)) - 1));
      outcome(fresh, URL);
      assertEquals(1, platforms.requests(URL), said.get(0));
      platforms.clock().advance(Duration.ofSeconds(1));
      outcome(fresh, URL);
      assertEquals(2, platforms.requests(URL), said.get(0));
    }
  }

  @Test
  void servesForADayMoreDuringAnOutage() {
    publish(leaf);
    outcome(cache, URL);
    platforms.answer(URL, aResponse().withStatus(503));
    platforms.clock().advance(Duration.ofHours(24));
    assertEquals("CN=Test Leaf", outcome(cache, URL));
    int asked = platforms.requests(URL);
    assertEquals("CN=Test Leaf", outcome(cache, URL));
    assertEquals(asked, platforms.requests(URL), "asked again at once");
    platforms.clock().advance(Duration.ofHours(1));
    assertEquals("OUTAGE", outcome(cache, URL));
  }

  @Test
  void isUndecidedWhileThereIsNoCertificateToBeHad() {
    platforms.answer(URL, aResponse().withStatus(503));
    assertEquals("OUTAGE", outcome(cache, URL));
    byte[] twice = new byte[leaf.encoded().length * 2];
    System.arraycopy(leaf.encoded(), 0, twice, 0, leaf.encoded().length);
    for (byte[] body : List.of(new byte[0], "<html>".getBytes(US_ASCII), twice)) {
      platforms.answer(URL, aResponse().withBody(body));
      assertEquals("OUTAGE", outcome(cache, URL));
    }
    for (String text : List.of(leaf.pem() + leaf.pem(), leaf.pem() + " ".repeat(10_000))) {
      platforms.answer(URL, aResponse().withBody(text));
      assertEquals("OUTAGE", outcome(cache, URL));
    }
    publish(leaf);
    assertEquals("CN=Test Leaf", outcome(cache, URL));
  }

  @Test
  void asksOnceWhereNothingIs() {
    assertEquals("INVALID", outcome(cache, URL));
    assertEquals("INVALID", outcome(cache, URL));
    assertEquals(1, platforms.requests(URL));
    publish(leaf);
    platforms.clock().advance(Duration.ofMinutes(10));
    assertEquals("CN=Test Leaf", outcome(cache, URL));
  }

  @Test
  void takesACertificateBackThatIsNoLongerThereAndNotOneThatMayNotBeAskedFor() {
    publish(leaf);
    outcome(cache, URL);
    platforms.answer(URL, aResponse().withStatus(403));
    platforms.clock().advance(Duration.ofHours(1));
    assertEquals("CN=Test Leaf", outcome(cache, URL));
    platforms.answer(URL, aResponse().withStatus(404));
    platforms.clock().advance(Duration.ofSeconds(30));
    assertEquals("INVALID", outcome(cache, URL));
    String other = URL.replace("12", "13");
    platforms.answer(other, aResponse().withStatus(403));
    assertEquals("INVALID", outcome(cache, other));
  }

  @Test
  void isHeldUpByMadeUpAddressesForAWhileOnlyAndNeverForKnownOnes() {
    publish(leaf);
    outcome(cache, URL);
    for (int i = 100; i < 200; i++) {
      outcome(cache, URL.replace("12", Integer.toString(i)));
    }

    assertEquals(21, platforms.received().size());
    assertEquals("CN=Test Leaf", outcome(cache, URL));
    assertEquals("THROTTLED", outcome(cache, URL.replace("12", "200")));
    platforms.clock().advance(Duration.ofSeconds(11));
    assertEquals("INVALID", outcome(cache, URL.replace("12", "200")));
  }

  @Test
  void asksOnceForManyWhoComeTogether() throws Exception {
    publish(leaf);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CountDownLatch gate = new CountDownLatch(1);
    try {
      List<Future<String>> futures = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        futures.add(
            threads.submit(
                () -> {
                  gate.await();
                  return outcome(cache, URL);
                }));
      }
      gate.countDown();
      for (Future<String> each : futures) {
        assertEquals("CN=Test Leaf", each.get());
      }
      assertEquals(1, platforms.requests(URL));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void readsSeveralCertificatesOfASetting() {
    assertEquals(2, Certificates.ofPem("roots", root.pem() + "# next\n" + authority.pem()).size());
    for (String bad :
        List.of("", "x", root.pem().replace("M", "!"), root.pem().replace("MII", ""))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Certificates.ofPem("roots", bad))
              .getMessage();
      assertTrue(message.startsWith("roots: "), message);
    }
  }
}
