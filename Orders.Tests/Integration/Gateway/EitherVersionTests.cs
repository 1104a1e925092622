namespace Orders.Tests.Integration.Gateway;

// What the gateway does for its clients is the same, whichever version of HTTP it speaks with the query APIs.
#pragma warning disable MA0048 // One file for one thought.

public sealed class OutageOverHttp1Tests() : OutageTests(http2: false);

public sealed class OutageOverHttp2Tests() : OutageTests(http2: true);

public sealed class LongAnswerOverHttp1Tests() : LongAnswerTests(http2: false);

public sealed class LongAnswerOverHttp2Tests() : LongAnswerTests(http2: true);

public sealed class ProxyingOverHttp1Tests() : ProxyingTests(http2: false);

public sealed class ProxyingOverHttp2Tests() : ProxyingTests(http2: true);

public sealed class SlowClientOverHttp1Tests() : SlowClientTests(http2: false);

public sealed class SlowClientOverHttp2Tests() : SlowClientTests(http2: true);
