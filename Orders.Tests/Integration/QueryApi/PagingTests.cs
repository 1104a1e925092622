using System.Net.Http.Json;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace Orders.Tests.Integration.QueryApi;

public sealed class PagingTests
{
    [Fact]
    public async Task Paging_visits_everything_once_while_orders_arrive()
    {
        await using var rig = await QueryApiRig.StartAsync();
        Prop.ForAll(Arb.From(Walks), walk => PageAsync(rig, walk)).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(120));
    }

    private static async Task PageAsync(QueryApiRig rig, Walk walk)
    {
        await rig.Database.ExecuteAsync("TRUNCATE orders");
        var there = walk.There.Select((row, number) => row with { Uid = $"{row.Uid}-{number}" }).ToList();
        await InsertAsync(rig, there);
        var arriving = new Queue<Row>(walk.Arriving);
        var seen = new List<string>();
        var path = $"/api/orders?limit={walk.Limit}{walk.Filter}";
        for (var number = 0; path is not null; number++)
        {
            var page = await rig.Client.GetFromJsonAsync<JsonElement>(path);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("order_uid").GetString()!));
            await InsertAsync(rig, [.. Enumerable.Range(0, Math.Min(2, arriving.Count)).Select(_ => arriving.Dequeue()).Select((row, which) => row with { Uid = $"{row.Uid}-new-{number}-{which}" })]);
            path = page.GetProperty("next").GetString() is { } next ? $"/api/orders?limit={walk.Limit}{walk.Filter}&cursor={next}" : null;
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal([.. there.Where(walk.Shows).OrderByDescending(row => row.Day).ThenByDescending(row => row.Uid, StringComparer.Ordinal).Select(row => row.Uid)],
            seen.Where(uid => !uid.Contains("new", StringComparison.Ordinal)));
    }

    private static async Task InsertAsync(QueryApiRig rig, IReadOnlyList<Row> rows)
    {
        await using var command = rig.Database.DataSource.CreateCommand("""
            INSERT INTO orders SELECT uid, track, customer, 'd', day, now(), 1, '{}' FROM unnest($1, $2, $3, $4) AS row (uid, track, customer, day)
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Uid)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Track)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Customer)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. rows.Select(row => row.Day)] });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Many of the same moment, where the uid decides; the first moment of all; moments a microsecond apart.</summary>
    private static readonly Gen<Row> Rows =
        from uid in Gen.Elements("a", "Z", "_", "-", "0", "aa", "b")
        from track in Gen.Elements("t0", "t1")
        from customer in Gen.Elements("c0", "c1")
        from day in Gen.OneOf(
            Gen.Constant(DateTime.MinValue), Gen.Constant(DateTime.MinValue.AddMicroseconds(1)),
            Gen.Choose(0, 5).Select(micros => new DateTime(2024, 1, 1).AddMicroseconds(micros)), Gen.Choose(0, 3_000).Select(days => new DateTime(2020, 1, 1).AddDays(days)))
        select new Row(uid, track, customer, DateTime.SpecifyKind(day, DateTimeKind.Utc));

    private static readonly Gen<Walk> Walks =
        from there in Rows.ArrayOf()
        from arriving in Rows.ArrayOf()
        from limit in Gen.Choose(1, 9)
        from filter in Gen.Elements("", "&track_number=t0", "&customer_id=c0", "&track_number=t0&customer_id=c0")
        select new Walk(there, arriving, limit, filter);

    private sealed record Row(string Uid, string Track, string Customer, DateTime Day);

    /// <param name="There">Before the first page is read.</param>
    /// <param name="Arriving">Two after each page.</param>
    private sealed record Walk(Row[] There, Row[] Arriving, int Limit, string Filter)
    {
        public bool Shows(Row row) =>
            (row.Track == "t0" || !Filter.Contains("track_number", StringComparison.Ordinal)) && (row.Customer == "c0" || !Filter.Contains("customer_id", StringComparison.Ordinal));
    }
}
