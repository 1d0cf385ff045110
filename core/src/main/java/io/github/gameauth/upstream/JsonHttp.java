// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import io.github.gameauth.upstream.UpstreamException.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks others for JSON, on the calling thread and within limits that hold whatever they answer: the
 * whole call has a deadline, the body a size that counts after inflation, redirections are not
 * followed, cookies not kept, and nothing but https leaves this machine.
 *
 * <p>GET requests are tried again, once unless {@link #retries} says otherwise, after a failure
 * that may pass; both tries share one deadline. POST requests never are: what they carry may be
 * good for one use.
 *
 * <p>Safe to share, and meant to be: one for a whole server keeps its connections warm. It has no
 * limit on calls to one host; the threads that call are the limit.
 */
public final class JsonHttp implements AutoCloseable {
  /** How large an answer may be unless told otherwise: 256 KiB. */
  public static final int DEFAULT_MAX_BYTES = 256 * 1024;

  /** The largest limit on an answer's size: 1 MiB. */
  public static final int MAX_MAX_BYTES = 1024 * 1024;

  /** No timeout may be longer. */
  public static final Duration MAX_TIMEOUT = Duration.ofSeconds(15);

  static final int MAX_RETRIES = 2;

  private static final MediaType JSON = MediaType.get("application/json");

  private final HttpTransport transport;
  private final Duration wholeCall;
  private final int maxBytes;
  private final int retries;

  JsonHttp(HttpTransport transport, Duration wholeCall, int maxBytes, int retries) {
    this.transport = transport;
    this.wholeCall = wholeCall;
    this.maxBytes = maxBytes;
    this.retries = retries;
  }

  /** One with the defaults and an {@code OkHttpClient} of its own. */
  public static JsonHttp create() {
    return builder().build();
  }

  /** One with the defaults, to be changed. */
  public static JsonHttpBuilder builder() {
    return new JsonHttpBuilder();
  }

  /**
   * Insists that {@code url} is one that may be asked: https, or http on {@code localhost}, {@code
   * 127.0.0.0/8} or {@code ::1}, without user-info and fragment.
   *
   * @return {@code url}
   * @throws IllegalArgumentException if it is not
   */
  public static URI requireAskable(URI url) {
    UpstreamUrl.checked(url);
    return url;
  }

  /**
   * The same connections with another limit on the answer's size.
   *
   * @param bytes 1 to {@link #MAX_MAX_BYTES}
   */
  public JsonHttp maxBytes(int bytes) {
    return new JsonHttp(transport, wholeCall, JsonHttpBuilder.checkedMaxBytes(bytes), retries);
  }

  /**
   * The same connections with another number of further tries for GET requests.
   *
   * @param count 0 to 2
   */
  public JsonHttp retries(int count) {
    return new JsonHttp(transport, wholeCall, maxBytes, JsonHttpBuilder.checkedRetries(count));
  }

  /** How long a call may take altogether, further tries included. */
  public Duration wholeCall() {
    return wholeCall;
  }

  /**
   * Gets {@code url}.
   *
   * @param headers further headers; {@code Accept} is JSON unless it is among them
   * @throws UpstreamException if there is no answer that can be used
   * @throws IllegalArgumentException if the URL or a header is not one that can be sent
   */
  public HttpAnswer get(URI url, Map<String, String> headers) throws UpstreamException {
    return answered(request(url, headers).get().build(), retries, false);
  }

  /** Posts a form. See {@link #get} for the rest. */
  public HttpAnswer postForm(URI url, Map<String, String> form, Map<String, String> headers)
      throws UpstreamException {
    FormBody.Builder body = new FormBody.Builder();
    form.forEach(body::add);
    return answered(request(url, headers).post(body.build()).build(), 0, false);
  }

  /** Posts a JSON text. See {@link #get} for the rest. */
  public HttpAnswer postJson(URI url, String json, Map<String, String> headers)
      throws UpstreamException {
    return answered(request(url, headers).post(RequestBody.create(json, JSON)).build(), 0, false);
  }

  /**
   * Posts bytes, and leaves the meaning of every status to the caller, of 429 and 5xx too: for
   * services that say in an error's body what went wrong. Only redirections, all of 3xx, are
   * failures.
   *
   * @param mediaType sent exactly as it stands, with no charset added
   * @param body sent as it is, and not kept
   * @param headers further headers; {@code Accept} is JSON unless it is among them
   * @throws UpstreamException if there is no answer that can be used
   * @throws IllegalArgumentException if the URL, the media type or a header is not one that can be
   *     sent
   */
  public HttpAnswer post(URI url, String mediaType, byte[] body, Map<String, String> headers)
      throws UpstreamException {
    // Bytes: OkHttp adds a charset to the type of a text.
    RequestBody content = RequestBody.create(body, MediaType.get(mediaType));
    return answered(request(url, headers).post(content).build(), 0, true);
  }

  private static Request.Builder request(URI url, Map<String, String> headers) {
    Request.Builder request =
        new Request.Builder()
            .url(UpstreamUrl.checked(url))
            .header("Accept", "application/json")
            .header("User-Agent", "gameauth");
    headers.forEach(
        (name, value) -> {
          // OkHttp would show the value in its complaint.
          if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
            throw new IllegalArgumentException(
                "header " + name + ": a character that cannot be sent (expected: printable ASCII)");
          }
          request.header(name, value);
        });
    return request;
  }

  private HttpAnswer answered(Request request, int tries, boolean anyStatus)
      throws UpstreamException {
    long deadline = System.nanoTime() + wholeCall.toNanos();
    for (int left = tries; ; left--) {
      try {
        return once(request, deadline - System.nanoTime(), anyStatus);
      } catch (UpstreamException e) {
        boolean again = left > 0 && e.failure().isPassing() && e.retryAfter().isEmpty();
        if (!again || deadline - System.nanoTime() <= 0) {
          throw e;
        }
      }
    }
  }

  private HttpAnswer once(Request request, long nanos, boolean anyStatus) throws UpstreamException {
    String host = request.url().host();
    Call call = transport.newCall(request);
    // At least a nanosecond: OkHttp takes zero for "no limit".
    call.timeout().timeout(Math.max(1, nanos), TimeUnit.NANOSECONDS);
    try {
      transport.begin(call);
      try (Response response = call.execute()) {
        return answer(host, response, anyStatus);
      }
    } catch (UpstreamException e) {
      throw e;
    } catch (Exception e) {
      // Not IOException alone: OkHttp has thrown unchecked ones at strange headers, and lets an
      // InterruptedException out that it does not declare.
      throw new UpstreamException(failureOf(e), 0, null, host, e.getClass().getSimpleName());
    } finally {
      transport.end(call);
    }
  }

  private HttpAnswer answer(String host, Response response, boolean anyStatus)
      throws UpstreamException, IOException {
    int status = response.code();
    @Nullable Duration wait =
        RetryAfter.of(response.header(HttpTransport.RETRY_AFTER), Instant.now());
    @Nullable Failure failure = anyStatus ? redirection(status) : failureOf(status);
    if (failure != null) {
      throw new UpstreamException(failure, status, wait, host, "status " + status);
    }
    // OkHttp takes the header away when it has inflated the body.
    String encoding = response.header("Content-Encoding", "identity");
    if (!"identity".equalsIgnoreCase(encoding)) {
      throw new UpstreamException(Failure.ENCODING, status, null, host, "status " + status);
    }
    byte[] body = new byte[0];
    boolean tooLarge = status != 304 && response.body().contentLength() > maxBytes;
    if (status != 304 && !tooLarge) {
      try (InputStream content = response.body().byteStream()) {
        body = content.readNBytes(maxBytes + 1);
      }
    }
    if (tooLarge || body.length > maxBytes) {
      throw new UpstreamException(
          Failure.TOO_LARGE, status, null, host, "over " + maxBytes + " bytes");
    }
    return new HttpAnswer(status, response.headers(), body, wait);
  }

  private static @Nullable Failure redirection(int status) {
    return status >= 300 && status < 400 ? Failure.REDIRECT : null;
  }

  private static @Nullable Failure failureOf(int status) {
    if (status >= 300 && status < 400 && status != 304) {
      return Failure.REDIRECT;
    }
    if (status == 429) {
      return Failure.THROTTLED;
    }
    return status >= 500 ? Failure.SERVER_ERROR : null;
  }

  private Failure failureOf(Exception e) {
    if (transport.isClosed()) {
      return Failure.CLOSED;
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (Thread.currentThread().isInterrupted()) {
      return Failure.INTERRUPTED;
    }
    if (e instanceof InterruptedIOException) {
      return Failure.TIMEOUT;
    }
    if (e instanceof SSLException) {
      return Failure.TLS;
    }
    if (e instanceof AddressRule.Refused) {
      return Failure.ADDRESS;
    }
    return e instanceof ConnectException
            || e instanceof UnknownHostException
            || e instanceof NoRouteToHostException
        ? Failure.CONNECT
        : Failure.IO;
  }

  /**
   * Ends calls under way with {@link Failure#CLOSED} and lets go of the connections, unless they
   * belong to a client that was handed in. Those made by {@link #maxBytes(int)} and {@link
   * #retries(int)} are closed with it. May be called twice.
   */
  @Override
  public void close() {
    transport.close();
  }

  /** Says its limits. */
  @Override
  public String toString() {
    return "JsonHttp(" + wholeCall + ", " + maxBytes + " bytes, " + retries + " retries)";
  }
}
