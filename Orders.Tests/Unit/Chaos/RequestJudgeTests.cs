using System.Text;

using Orders.Chaos.Requests.Judging;
using Orders.Chaos.Requests.Knowing;
using Orders.Chaos.Requests.Making;
using Orders.Chaos.Requests.Sending;

namespace Orders.Tests.Unit.Chaos;

/// <summary>A harness that cannot find anything shows nothing: each kind of wrong answer is one.</summary>
public sealed class RequestJudgeTests
{
    private static readonly (string, string)[] Guarded =
    [
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"), ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ];

    private static readonly KnownData Known = new(1, 12, 3);
    private static readonly KnownOrder Order = Known.Orders[2];
    private static readonly Expected Asked = new() { Uid = Order.Uid, Masked = false, ForOperator = true };

    [Fact]
    public void The_order_that_was_asked_for_is_right() => Assert.Empty(Faults(Document(Order.Versions[1].Full, 2), Asked));

    [Fact]
    public void A_masked_order_is_right_for_a_stranger() =>
        Assert.Empty(Faults(Document(Order.Versions[1].Masked, 2, masked: true), Asked with { Masked = true }));

    [Fact]
    public void Another_order_is_wrong() => Assert.NotEmpty(Faults(Document(Known.Orders[3].Versions[0].Full, 1), Asked));

    [Fact]
    public void Any_order_is_wrong_where_none_was_asked_for() =>
        Assert.NotEmpty(Faults(Document(Order.Versions[0].Full, 1), Asked with { Uid = null }));

    [Fact]
    public void Another_version_than_the_tag_says_is_wrong() => Assert.NotEmpty(Faults(Document(Order.Versions[0].Full, 2), Asked));

    [Fact]
    public void A_version_that_does_not_exist_is_wrong() => Assert.NotEmpty(Faults(Document(Order.Versions[0].Full, 9), Asked));

    [Fact]
    public void A_single_changed_byte_is_wrong() =>
        Assert.NotEmpty(Faults(Document([.. Order.Versions[0].Full[..^2], .. "!}"u8], 1), Asked));

    [Fact]
    public void An_order_in_full_is_wrong_for_a_stranger() =>
        Assert.NotEmpty(Faults(Document(Order.Versions[1].Full, 2), Asked with { Masked = true }));

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(505)]
    [InlineData(429)]
    public void A_servers_fault_is_wrong_and_so_is_a_limit_where_there_is_none(int status) =>
        Assert.NotEmpty(Faults(Problem(status, "internal-error"), new Expected()));

    [Fact]
    public void An_error_that_is_no_problem_is_wrong()
    {
        Assert.Empty(Faults(Problem(404, "order-not-found"), new Expected { Problem = "order-not-found" }));
        Assert.NotEmpty(Faults(Problem(404, "order-not-found"), new Expected { Problem = "invalid-cursor" }));
        Assert.NotEmpty(Faults(Problem(404, "made-up"), new Expected()));
        Assert.NotEmpty(Faults(Answer(404, "text/html", "nothing here"), new Expected()));
        Assert.NotEmpty(Faults(new Answer(404, Guarded, [], IsOpen: false), new Expected()));
        Assert.Empty(Faults(new Answer(400, [("Connection", "close")], [], IsOpen: false), new Expected()));
    }

    [Fact]
    public void Personal_data_is_wrong_anywhere_else()
    {
        var person = Person.Number(2);
        foreach (var trace in (string[])[person.Name, person.Phone, person.Email, person.Address, person.Zip])
        {
            Assert.NotEmpty(Faults(Answer(404, "application/problem+json", $$"""{"type":"urn:orders:problem:order-not-found","status":404,"detail":"{{trace}}"}"""), new Expected()));
            Assert.NotEmpty(Faults(Answer(200, "text/html", trace), new Expected()));
            Assert.NotEmpty(Faults(Answer(200, "application/json", $$"""{"operator":false,"name":"{{trace}}"}"""), new Expected()));
        }
    }

    [Fact]
    public void Lists_and_histories_are_wrong_for_a_stranger()
    {
        var list = Answer(200, "application/json", $$"""{"items":[{"order_uid":"{{Order.Uid}}"}],"next":null}""");
        var history = Answer(200, "application/json", $$"""[{"version":1,"document":{{Encoding.UTF8.GetString(Order.Versions[0].Full)}}}]""");
        foreach (var answer in (Answer[])[list, history])
        {
            Assert.Empty(Faults(answer, Asked));
            Assert.NotEmpty(Faults(answer, Asked with { ForOperator = false }));
        }
    }

    [Fact]
    public void An_answer_too_many_is_wrong_and_so_is_none()
    {
        var answer = Document(Order.Versions[1].Full, 2);
        Assert.NotEmpty(Faults(Asked, Ending.Open, answer, answer));
        Assert.NotEmpty(Faults(Asked, Ending.Silent));
        Assert.NotEmpty(Faults(Asked, Ending.Closed));
        Assert.Empty(Faults(Asked with { MayBeRefused = true }, Ending.Closed));
        Assert.NotEmpty(Faults(Asked, Ending.Malformed));
    }

    [Fact]
    public void The_gateways_answers_have_its_headers()
    {
        Assert.NotEmpty(Faults(new Answer(200, [("Content-Type", "text/html")], "x"u8.ToArray(), IsOpen: false), new Expected()));
        Assert.NotEmpty(Faults(new Answer(200, [.. Guarded, ("Server", "x")], [], IsOpen: false), new Expected()));
    }

    private static Answer Document(byte[] body, int version, bool masked = false) => new(
        200,
        [.. Guarded, ("Content-Type", "application/json"), ("ETag", $"\"{version}{(masked ? "-masked" : "")}\""), ("X-Cache", "hit"), .. masked ? [("X-Masked", "true")] : Array.Empty<(string, string)>()],
        body,
        IsOpen: false);

    private static Answer Problem(int status, string type) =>
        Answer(status, "application/problem+json", $$"""{"type":"urn:orders:problem:{{type}}","status":{{status}}}""");

    private static Answer Answer(int status, string type, string body) => new(status, [.. Guarded, ("Content-Type", type)], Encoding.UTF8.GetBytes(body), IsOpen: false);

    private static string[] Faults(Answer answer, Expected expected) => Faults(expected, Ending.Open, answer);

    private static string[] Faults(Expected expected, Ending ending, params Answer[] answers) =>
        [.. new Judge(Known, limited: false).Faults(new Exchange(new Request("test", [], expected), answers, ending, "test"))];
}
