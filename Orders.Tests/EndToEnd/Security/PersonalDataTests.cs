using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using Orders.Gateway.Admitting;
using Orders.Tests.EndToEnd.Embedded;
using Orders.Tests.Integration.Ingestor;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Security;

/// <summary>
/// One person's data takes every way through the system that there is, good and bad; afterwards it is in no line that any process has
/// printed and in no metric. Our own code logs all it can, the rest what it logs by default.
/// </summary>
public sealed class PersonalDataTests : IAsyncLifetime
{
    /// <summary>Made up, and so that no other text holds a part of it by chance.</summary>
    private static readonly Dictionary<string, string> Person = new()
    {
        ["name"] = "Zebulon Quarrelworth",
        ["phone"] = "+79165550147",
        ["email"] = "zq.lanternfish@mailbox.example",
        ["address"] = "Lanternfish Alley 77 Apt 12",
        ["zip"] = "ZQ47PX",
    };

    private static readonly string[] Traces = [.. Person.Values, "Zebulon", "Quarrelworth", "79165550147", "lanternfish"];

    private readonly string _key = ApiKeyText.NewKey();
    private HostRun _run = null!;
    private HttpClient _http = null!;
    private IProducer<string, byte[]> _producer = null!;

    public async Task InitializeAsync()
    {
        _run = await HostRun.StartAsync(
            new Dictionary<string, string?>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Auth__ApiKeys"] = "test=" + ApiKeyText.HashOf(_key),
                ["Logging__LogLevel__Orders"] = "Trace",
            },
            "--no-producer");
        _http = Client(_run.Page);
        _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = _run.Endpoints().GetProperty("kafka").GetString() }).Build();
    }

    public async Task DisposeAsync()
    {
        _producer.Dispose();
        _http.Dispose();
        await _run.DisposeAsync();
    }

    [Fact]
    public async Task Of_the_people_who_order_nothing_is_logged_or_measured()
    {
        await SendAsync(Good("zq-1"));
        await SendAsync(Good("zq-1", status: 203));
        await Eventually.BecomesTrueAsync(async () => (await AskAsync("api/orders/zq-1")).Body.Contains("\"status\":203", StringComparison.Ordinal));
        foreach (var bad in Bad())
        {
            await SendAsync(bad);
        }

        var letters = await DeadLettersAsync(count: Bad().Count);
        await ReadEverythingAsync();
        await ReplayEverythingAsync(letters);
        await AskForNonsenseAsync();
        await MetricsAreCleanAsync();
        await _run.StopAsync();

        Assert.NotEmpty(_run.AllLines);
        Assert.All(Traces.Append(_key), value => Assert.DoesNotContain(_run.AllLines, line => line.Contains(value, StringComparison.OrdinalIgnoreCase)));
    }

    private async Task ReadEverythingAsync()
    {
        // The test sees what it looks for in others: the data is really there, and masked where it has to be.
        Assert.Contains(Person["name"], (await AskAsync("api/orders/zq-1", withKey: true)).Body, StringComparison.Ordinal);
        var masked = await AskAsync("api/orders/zq-1");
        Assert.All(Traces, value => Assert.DoesNotContain(value, masked.Body, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(Person["name"], (await AskAsync("api/orders/zq-1/history", withKey: true)).Body, StringComparison.Ordinal);
        Assert.Contains("zq-1", (await AskAsync("api/orders", withKey: true)).Body, StringComparison.Ordinal);
        Assert.Contains(Person["name"], await FirstEventAsync("api/orders/zq-1/events", withKey: true), StringComparison.Ordinal);
        Assert.DoesNotContain(Person["name"], await FirstEventAsync("api/orders/zq-1/events", withKey: false), StringComparison.Ordinal);
    }

    private async Task ReplayEverythingAsync(IReadOnlyList<JsonElement> letters)
    {
        foreach (var letter in letters)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"api/dead-letters/{letter.GetProperty("partition").GetInt32()}/{letter.GetProperty("offset").GetInt64()}/replay");
            using var asItIs = await PostAsync(place, null);
            Assert.Equal(HttpStatusCode.Accepted, asItIs.StatusCode);
        }

        var all = new JsonObject
        {
            ["messages"] = new JsonArray([.. letters.Select(letter => new JsonObject
            {
                ["partition"] = letter.GetProperty("partition").GetInt32(),
                ["offset"] = letter.GetProperty("offset").GetInt64(),
            })]),
            ["dry_run"] = true,
        };
        using var dryRun = await PostAsync("api/dead-letters/replay", all.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, dryRun.StatusCode);

        // Rejected again, for the same reasons.
        await DeadLettersAsync(count: 2 * letters.Count);
    }

    private async Task AskForNonsenseAsync()
    {
        foreach (var value in Person.Values)
        {
            var text = Uri.EscapeDataString(value);
            foreach (var address in (string[])[$"api/orders/{text}", $"api/orders?customer_id={text}", $"api/orders?cursor={text}", $"api/orders?{text}=1", $"api/dead-letters?reason={text}", $"orders/{text}", text, $"api/{text}"])
            {
                await AskAsync(address, withKey: true);
            }

            using var replay = await PostAsync("api/dead-letters/replay", $$"""{"messages":"{{value}}"}""");
            Assert.Equal(HttpStatusCode.BadRequest, replay.StatusCode);
            using var header = new HttpRequestMessage(HttpMethod.Get, "api/orders/zq-1");
            header.Headers.TryAddWithoutValidation("Last-Event-ID", value);
            header.Headers.TryAddWithoutValidation("X-Api-Key", value);
            using var answer = await _http.SendAsync(header);
        }
    }

    private async Task MetricsAreCleanAsync()
    {
        var endpoints = _run.Endpoints();
        var services = endpoints.GetProperty("ingestors").EnumerateArray()
            .Concat(endpoints.GetProperty("queryApis").EnumerateArray())
            .Append(endpoints.GetProperty("gatewayManagement"));
        foreach (var service in services)
        {
            var metrics = await _http.GetStringAsync(new Uri($"{service.GetString()}/metrics"));
            Assert.All(Traces, value => Assert.DoesNotContain(value, metrics, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static TestMessage Good(string uid, int status = 202) => TestMessage.Changed(uid, order =>
    {
        order["items"]![0]!["status"] = status;
        foreach (var (member, value) in Person)
        {
            order["delivery"]![member] = value;
        }
    });

    /// <summary>Faults in and around the personal members, of every kind that decoding, rules and database know.</summary>
    private static List<TestMessage> Bad() =>
    [
        Spoilt("zq-name-long", order => order["delivery"]!["name"] = string.Concat(Enumerable.Repeat(Person["name"] + " ", 20))),
        Spoilt("zq-name-type", order => order["delivery"]!["name"] = new JsonArray(Person["name"])),
        Spoilt("zq-phone", order => order["delivery"]!["phone"] = Person["phone"] + " or ask " + Person["name"]),
        Spoilt("zq-email", order => order["delivery"]!["email"] = Person["email"].Replace('@', ' ')),
        Spoilt("zq-delivery", order => order["delivery"] = Person["address"]),
        Spoilt("zq-unknown", order => order["items"]![0]!["sale"] = Person["zip"]),
        Spoilt("zq-sum", order => order["payment"]!["amount"] = 1),
        Spoilt("zq-nul", order => order["track_number"] = Person["name"] + "\0"),
        new("zq-cut", Good("zq-cut").Value![..^20]),
        new("zq-twice", Encoding.UTF8.GetBytes(Good("zq-twice").Text.Replace("\"delivery\":{", $"\"delivery\":{{\"{Person["name"]}\":1,\"{Person["name"]}\":2,", StringComparison.Ordinal))),
        new(Person["email"], Encoding.UTF8.GetBytes(Person["name"])),
    ];

    private static TestMessage Spoilt(string uid, Action<JsonNode> change)
    {
        var order = JsonNode.Parse(Good(uid).Text)!;
        change(order);
        return new TestMessage(uid, Encoding.UTF8.GetBytes(order.ToJsonString()));
    }

    private static HttpClient Client(Uri page) => new() { BaseAddress = page };

    private Task<DeliveryResult<string, byte[]>> SendAsync(TestMessage message) => _producer.ProduceAsync("orders", new Message<string, byte[]> { Key = message.Key!, Value = message.Value! });

    private async Task<IReadOnlyList<JsonElement>> DeadLettersAsync(int count)
    {
        var letters = Array.Empty<JsonElement>();
        await Eventually.BecomesTrueAsync(async () =>
        {
            var (status, body) = await AskAsync("api/dead-letters?limit=100", withKey: true);
            letters = status == HttpStatusCode.OK ? [.. JsonElement.Parse(body).GetProperty("items").EnumerateArray()] : [];
            return letters.Length >= count;
        }, TimeSpan.FromSeconds(60), $"{count} dead letters");
        Assert.Equal(count, letters.Length);
        return letters;
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string address, bool withKey = false)
    {
        using var request = Request(HttpMethod.Get, address, withKey);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<string> FirstEventAsync(string address, bool withKey)
    {
        using var request = Request(HttpMethod.Get, address, withKey);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                return line;
            }
        }

        return "";
    }

    private async Task<HttpResponseMessage> PostAsync(string address, string? body)
    {
        using var request = Request(HttpMethod.Post, address, withKey: true);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await _http.SendAsync(request);
    }

    private HttpRequestMessage Request(HttpMethod method, string address, bool withKey)
    {
        var request = new HttpRequestMessage(method, address);
        if (withKey)
        {
            request.Headers.Add("X-Api-Key", _key);
        }

        return request;
    }
}
