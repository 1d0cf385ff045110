// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import java.time.Duration;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Says how a {@link JsonHttp} asks. Not safe to share. */
public final class JsonHttpBuilder {
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private @Nullable OkHttpClient client;
  private @Nullable Duration connect;
  private @Nullable Duration read;
  private Duration wholeCall = Duration.ofSeconds(4);
  private int maxBytes = JsonHttp.DEFAULT_MAX_BYTES;
  private int retries = 1;
  private boolean publicOnly;

  JsonHttpBuilder() {}

  /**
   * Shares the connection pool, proxy, trust and interceptors of {@code client}; its redirection,
   * retry, cookie, cache and timeout settings do not apply. By default there is a client of our
   * own.
   */
  public JsonHttpBuilder client(OkHttpClient client) {
    this.client = client;
    return this;
  }

  /**
   * How long a connection may take to come about. Defaults to 2 seconds, or less if {@link
   * #wholeCall} is shorter; 10 ms to 15 s.
   */
  public JsonHttpBuilder connect(Duration connect) {
    this.connect = checked("connect", connect);
    return this;
  }

  /**
   * How long the other side may be silent. Defaults to 2 seconds, or less if {@link #wholeCall} is
   * shorter; 10 ms to 15 s.
   */
  public JsonHttpBuilder read(Duration read) {
    this.read = checked("read", read);
    return this;
  }

  /**
   * How long a call may take altogether, further tries included. Defaults to 4 seconds; 10 ms to 15
   * s. The system's name resolver cannot be interrupted and may overrun it.
   */
  public JsonHttpBuilder wholeCall(Duration wholeCall) {
    this.wholeCall = checked("wholeCall", wholeCall);
    return this;
  }

  /** How large an answer may be after inflation. Defaults to 256 KiB; 1 byte to 1 MiB. */
  public JsonHttpBuilder maxBytes(int maxBytes) {
    this.maxBytes = checkedMaxBytes(maxBytes);
    return this;
  }

  /** How often a failed GET is tried again within the same call. Defaults to 1; 0 to 2. */
  public JsonHttpBuilder retries(int retries) {
    this.retries = checkedRetries(retries);
    return this;
  }

  /**
   * Refuses private, link-local and loopback addresses when the connection is made, whatever the
   * host name said before. For URLs that somebody else may influence. Not for use with a proxy,
   * which resolves names on its own.
   */
  public JsonHttpBuilder publicAddressesOnly() {
    this.publicOnly = true;
    return this;
  }

  /**
   * Ready to ask.
   *
   * @throws IllegalArgumentException if {@code connect} or {@code read} is longer than {@code
   *     wholeCall}
   */
  public JsonHttp build() {
    HttpTransport transport =
        HttpTransport.of(
            client,
            withinCall("connect", connect).toMillis(),
            withinCall("read", read).toMillis(),
            publicOnly);
    return new JsonHttp(transport, wholeCall, maxBytes, retries);
  }

  private Duration withinCall(String name, @Nullable Duration timeout) {
    if (timeout == null) {
      return TIMEOUT.compareTo(wholeCall) < 0 ? TIMEOUT : wholeCall;
    }
    if (timeout.compareTo(wholeCall) > 0) {
      throw new IllegalArgumentException(
          name + ": " + timeout + " (expected: at most wholeCall, " + wholeCall + ")");
    }
    return timeout;
  }

  private static Duration checked(String name, Duration timeout) {
    if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(JsonHttp.MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          name
              + ": "
              + timeout
              + " (expected: "
              + MIN_TIMEOUT
              + " to "
              + JsonHttp.MAX_TIMEOUT
              + ")");
    }
    return timeout;
  }

  static int checkedMaxBytes(int bytes) {
    if (bytes < 1 || bytes > JsonHttp.MAX_MAX_BYTES) {
      throw new IllegalArgumentException(
          "maxBytes: " + bytes + " (expected: 1 to " + JsonHttp.MAX_MAX_BYTES + ")");
    }
    return bytes;
  }

  static int checkedRetries(int retries) {
    if (retries < 0 || retries > JsonHttp.MAX_RETRIES) {
      throw new IllegalArgumentException(
          "retries: " + retries + " (expected: 0 to " + JsonHttp.MAX_RETRIES + ")");
    }
    return retries;
  }
}
