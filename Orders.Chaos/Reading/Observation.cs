namespace Orders.Chaos.Reading;

/// <summary>An answer that says how an order is, or that there is none.</summary>
/// <param name="Version">As its ETag says; 0 for a 404, which is what comes before the first version.</param>
/// <param name="Hash">Of the document; empty for a 404.</param>
/// <param name="Asked">When the request was sent, UTC: the answer may be as old as the bound allows at that moment.</param>
/// <param name="IsStale">The answer says itself that it may be old: its reader has judged whether it may say so.</param>
internal readonly record struct Observation(string Uid, long Version, string Hash, DateTime Asked, bool IsStale, string Reader);
