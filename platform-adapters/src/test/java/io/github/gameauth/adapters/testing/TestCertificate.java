// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate with its key, really signed: a root, an intermediate or one that signs. All belong
 * to {@link #ORGANIZATION} unless said otherwise. The JDK makes none by a public interface, so the
 * DER is written here.
 *
 * @param certificate the certificate
 * @param keys its RSA keys of 2048 bits, the same for each name in this JVM
 */
public record TestCertificate(X509Certificate certificate, KeyPair keys) {
  /** {@code O} of the subjects. */
  public static final String ORGANIZATION = "Test, Inc.";

  private static final Map<X500Principal, KeyPair> GENERATED = new ConcurrentHashMap<>();
  private static final AtomicLong SERIALS = new AtomicLong(1000);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /** {@code sha256WithRSAEncryption}. */
  private static final byte[] ALGORITHM =
      sequence(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), der(0x05));

  private static final byte[] CODE_SIGNING = oid(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x03);

  /** A root that is good for 10 years around {@code now}. */
  public static TestCertificate root(String name, Instant now) {
    X500Principal subject = named(name);
    KeyPair keys = keys(subject);
    return new TestCertificate(signed(subject, keys, subject, keys, true, around(now)), keys);
  }

  /** An authority below this one. */
  public TestCertificate authority(String name, Instant now) {
    return issue(named(name), true, around(now));
  }

  /** An authority below this one, good between two times. */
  public TestCertificate authority(String name, Instant notBefore, Instant notAfter) {
    return issue(named(name), true, new Instant[] {notBefore, notAfter});
  }

  /** One that signs code, good for 10 years around {@code now}. */
  public TestCertificate leaf(String name, Instant now) {
    return issue(named(name), false, around(now));
  }

  /** One that signs code, good between two times. */
  public TestCertificate leaf(String name, Instant notBefore, Instant notAfter) {
    return issue(named(name), false, new Instant[] {notBefore, notAfter});
  }

  /** One that signs code and belongs to somebody. */
  public TestCertificate leaf(X500Principal subject, Instant now) {
    return issue(subject, false, around(now));
  }

  /** One that signs code by a key of another kind or length. */
  public TestCertificate leaf(String name, KeyPair own, Instant now) {
    return issue(named(name), own, false, around(now));
  }

  private TestCertificate issue(X500Principal name, boolean authority, Instant[] validity) {
    return issue(name, keys(name), authority, validity);
  }

  private TestCertificate issue(
      X500Principal name, KeyPair own, boolean authority, Instant[] validity) {
    return new TestCertificate(
        signed(name, own, certificate.getSubjectX500Principal(), keys, authority, validity), own);
  }

  /** The certificate as PEM. */
  public String pem() {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  /** The certificate as DER. */
  public byte[] encoded() {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs with its key by RSA PKCS#1 v1.5 and SHA-256. */
  public byte[] sign(byte[] content) {
    return sign(keys, content);
  }

  private static Instant[] around(Instant now) {
    Duration half = Duration.ofDays(5 * 365);
    return new Instant[] {now.minus(half), now.plus(half)};
  }

  private static X500Principal named(String name) {
    return new X500Principal("CN=" + name + ",O=\"" + ORGANIZATION + "\"");
  }

  private static KeyPair keys(X500Principal name) {
    return GENERATED.computeIfAbsent(
        name,
        ignored -> {
          try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static X509Certificate signed(
      X500Principal name,
      KeyPair own,
      X500Principal issuer,
      KeyPair issuers,
      boolean authority,
      Instant[] validity) {
    byte[] content =
        sequence(
            der(0xa0, integer(2)),
            integer(SERIALS.incrementAndGet()),
            ALGORITHM,
            issuer.getEncoded(),
            sequence(time(validity[0]), time(validity[1])),
            name.getEncoded(),
            own.getPublic().getEncoded(),
            der(0xa3, authority ? extensionsOfAuthority() : extensionsOfLeaf()));
    byte[] whole = sequence(content, ALGORITHM, der(0x03, new byte[] {0}, sign(issuers, content)));
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sign(KeyPair keys, byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Basic constraints: an authority. Key usage: signs certificates. */
  private static byte[] extensionsOfAuthority() {
    return sequence(
        extension(0x13, sequence(der(0x01, new byte[] {(byte) 0xff}))),
        extension(0x0f, der(0x03, new byte[] {2, 0x04})));
  }

  /** Key usage: signs. Extended key usage: code. */
  private static byte[] extensionsOfLeaf() {
    return sequence(
        extension(0x0f, der(0x03, new byte[] {7, (byte) 0x80})),
        extension(0x25, sequence(CODE_SIGNING)));
  }

  private static byte[] extension(int last, byte[] value) {
    return sequence(oid(0x55, 0x1d, last), der(0x01, new byte[] {(byte) 0xff}), der(0x04, value));
  }

  private static byte[] time(Instant at) {
    return der(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] integer(long value) {
    return der(0x02, BigInteger.valueOf(value).toByteArray());
  }

  private static byte[] oid(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return der(0x06, content);
  }

  private static byte[] sequence(byte[]... parts) {
    return der(0x30, parts);
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
