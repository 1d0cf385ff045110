// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web sites whose pages may open connections. A browser sends along cookies and the like to
 * whomever a page names, and says in {@code Origin} whose page it was; pages of strangers are
 * turned away here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-7">RFC 6454 §7</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-10.2">RFC 6455 §10.2</a>
 */
final class AllowedOrigins {
  private static final int LONGEST = 512;

  /** Scheme, host (a name, or an IPv6 address in brackets) and port, and nothing after them. */
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z][a-z0-9+.-]{0,31})://([a-z0-9]([a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]{2,45}])(?::([1-9][0-9]{0,4}))?");

  private final Set<String> allowed;
  private final boolean required;

  private AllowedOrigins(Set<String> allowed, boolean required) {
    this.allowed = allowed;
    this.required = required;
  }

  /**
   * Those and no others.
   *
   * @param required whether a request without the header is turned away, too
   * @throws IllegalArgumentException if one of them is no origin
   */
  static AllowedOrigins of(List<String> origins, boolean required) {
    Set<String> allowed = new LinkedHashSet<>();
    for (String origin : origins) {
      String normal = normal(origin);
      if (normal == null) {
        throw new IllegalArgumentException(
            "origins: " + origin + " (expected: scheme://host or scheme://host:port)");
      }
      allowed.add(normal);
    }
    return new AllowedOrigins(Set.copyOf(allowed), required);
  }

  /** Whether a request with those headers may go on. */
  boolean allow(List<String> headers) {
    if (headers.isEmpty()) {
      return !required;
    }
    if (headers.size() > 1) {
      return false;
    }
    String normal = normal(headers.get(0));
    return normal != null && allowed.contains(normal);
  }

  /** One spelling for each origin; {@code null} if it is none. */
  private static @Nullable String normal(String origin) {
    if (origin.length() > LONGEST) {
      return null;
    }
    for (int i = 0; i < origin.length(); i++) {
      if (origin.charAt(i) >= 0x7f) { // some letters beyond ASCII have a lower case within
        return null;
      }
    }
    Matcher parts = FORM.matcher(origin.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return null;
    }
    String scheme = parts.group(1);
    String port = parts.group(4);
    String address = scheme + "://" + parts.group(2);
    if (port == null || port.equals(defaultPort(scheme))) {
      return address;
    }
    return Integer.parseInt(port) > 65_535 ? null : address + ":" + port;
  }

  private static String defaultPort(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> "80";
      case "https", "wss" -> "443";
      default -> "";
    };
  }
}
