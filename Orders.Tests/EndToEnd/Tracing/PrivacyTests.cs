using System.Text;
using System.Text.Json;

using Orders.Tests.Integration.Ingestor;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Tracing;

[Collection(SharedTracedSystem.Name)]
public sealed class PrivacyTests(TracedSystem system)
{
    private static readonly string[] Personal = ["name", "phone", "address", "email", "zip", "city", "region"];

    [Fact]
    public async Task Nothing_personal_is_in_any_exported_byte()
    {
        // Good orders, one that PostgreSQL refuses, and one of which every personal member is at fault.
        var (refused, invalid) = (TracedSystem.NewTrace(), TracedSystem.NewTrace());
        await system.AppendAsync(
            (TestMessage.WithNul("private-nul"), refused.Header, null),
            (TestMessage.Changed("private-invalid", order =>
            {
                order["delivery"]!["phone"] = "no phone Xylophia";
                order["delivery"]!["email"] = "Xylophia at nowhere";
                order["delivery"]!["name"] = new string('X', 300);
            }), invalid.Header, null));
        foreach (var origin in (string[])[refused.TraceId, invalid.TraceId])
        {
            await system.TraceAsync(origin, spans => spans.Any(span => span.Name == "process orders"));
        }

        await Eventually.BecomesTrueAsync(() => system.Store.Spans.Count(span => span.Name == "process orders") > 20);
        var secrets = system.ReadTopic("orders").SelectMany(record => PersonalOf(record.Message.Value!)).Distinct().ToList();
        Assert.True(secrets.Count > 20);

        // Latin-1 keeps every byte; the secrets are looked for as the UTF-8 that they would be exported as.
        var exported = system.Store.Raw.Concat(system.SecondStore.Raw).Select(Encoding.Latin1.GetString).ToList();
        Assert.All(secrets, secret => Assert.DoesNotContain(exported, bytes => bytes.Contains(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal)));
    }

    private static IEnumerable<string> PersonalOf(byte[] message)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(Encoding.UTF8.GetString(message));
        }
        catch (JsonException)
        {
            // A message with a fault on purpose.
            yield break;
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("delivery", out var delivery) || delivery.ValueKind != JsonValueKind.Object)
            {
                yield break;
            }

            foreach (var member in delivery.EnumerateObject().Where(member => Personal.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String))
            {
                if (member.Value.GetString() is { Length: > 3 } value)
                {
                    yield return value;
                }
            }
        }
    }
}
