// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import java.net.URI;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Which URLs may be asked: https, and http where it cannot leave this machine. */
final class UpstreamUrl {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  // Exact: "127.0.0.999" is no address, so it would be looked up like a name.
  private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\." + OCTET + "){3}");

  private UpstreamUrl() {}

  /** {@code url} as OkHttp reads it. What is refused is shown without what may be secret. */
  static HttpUrl checked(URI url) {
    @Nullable HttpUrl parsed = url.getHost() == null ? null : HttpUrl.parse(url.toString());
    if (parsed == null) {
      throw complaint(url.getScheme() == null ? "no scheme" : url.getScheme() + ":…");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw complaint(parsed.redact() + ", with user-info or fragment");
    }
    if (!parsed.isHttps() && !isLoopback(parsed.host())) {
      throw complaint(parsed.redact());
    }
    return parsed;
  }

  private static IllegalArgumentException complaint(String shown) {
    return new IllegalArgumentException(
        "url: " + shown + " (expected: https, or http on loopback)");
  }

  /** Whether the host, in OkHttp's canonical form, names this machine. */
  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || LOOPBACK_V4.matcher(host).matches();
  }
}
