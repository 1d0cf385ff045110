// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate with its key, as one makes them for Partner Center: by the JDK's keytool. */
final class RelyingParty {
  private static final String PASSWORD = "changeit";

  private RelyingParty() {}

  /** Both in PEM, as {@code openssl pkcs12 -nodes} writes them. */
  static String pem(Path directory) throws Exception {
    Path file = directory.resolve("relying-party.pfx");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "rp",
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-dname",
                    "CN=game.example.com",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, PASSWORD.toCharArray());
    }
    return pem("PRIVATE KEY", store.getKey("rp", PASSWORD.toCharArray()).getEncoded())
        + pem("CERTIFICATE", store.getCertificate("rp").getEncoded());
  }

  static String pem(String label, byte[] content) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(content));
  }
}
