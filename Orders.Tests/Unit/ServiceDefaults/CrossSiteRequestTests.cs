using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Orders.ServiceDefaults.CrossSite;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class CrossSiteRequestTests
{
    [Theory]
    [InlineData("same-origin", false)]
    [InlineData("none", false)]
    [InlineData("same-site", true)]
    [InlineData("cross-site", true)]
    [InlineData("", true)]
    [InlineData("something new", true)]
    [InlineData("Same-Origin", true)]
    public void The_browser_says_whose_page_asks(string site, bool another)
    {
        // Whatever the other header says: a browser that knows both is right about this one.
        var request = Request(("Sec-Fetch-Site", site), ("Origin", another ? "http://localhost:8081" : "https://evil.example"));
        Assert.Equal(another, CrossSiteRequest.SaysAnotherSite(request));
        Assert.Equal(another, CrossSiteRequest.IsFromAnotherSite(request));
    }

    [Fact]
    public void Twice_is_not_what_a_browser_says()
    {
        Assert.True(CrossSiteRequest.IsFromAnotherSite(Request(("Sec-Fetch-Site", new(["same-origin", "same-origin"])))));
        Assert.True(CrossSiteRequest.IsFromAnotherSite(Request(("Origin", new(["http://localhost:8081", "http://localhost:8081"])))));
    }

    [Fact]
    public void Who_says_nothing_is_no_browser()
    {
        Assert.Null(CrossSiteRequest.SaysAnotherSite(Request()));
        Assert.False(CrossSiteRequest.IsFromAnotherSite(Request()));
    }

    [Theory]
    [InlineData("http://localhost:8081", "http", "localhost:8081", false)]
    [InlineData("http://LOCALHOST:8081", "http", "localhost:8081", false)]
    [InlineData("http://[::1]:8081", "http", "[::1]:8081", false)]
    [InlineData("http://orders.example.org", "http", "orders.example.org", false)]
    [InlineData("http://orders.example.org", "http", "orders.example.org:80", false)]
    [InlineData("https://orders.example.org", "https", "orders.example.org", false)]
    [InlineData("https://orders.example.org", "https", "orders.example.org:443", false)]
    [InlineData("https://xn--80akhbyknj4f.example", "https", "xn--80akhbyknj4f.example", false)]
    // TLS ended at a proxy that is not trusted.
    [InlineData("https://orders.example.org", "http", "orders.example.org", false)]
    [InlineData("http://localhost:8080", "http", "localhost:8081", true)]
    [InlineData("http://localhost", "http", "localhost:8081", true)]
    [InlineData("http://127.0.0.1:8081", "http", "localhost:8081", true)]
    [InlineData("http://evil.example", "http", "localhost:8081", true)]
    [InlineData("http://localhost:8081.evil.example", "http", "localhost:8081", true)]
    [InlineData("http://a.orders.example.org", "http", "orders.example.org", true)]
    [InlineData("http://orders.example.org", "https", "orders.example.org", true)]
    [InlineData("http://orders.example.org:443", "https", "orders.example.org", true)]
    [InlineData("null", "http", "localhost:8081", true)]
    [InlineData("", "http", "localhost:8081", true)]
    [InlineData("localhost:8081", "http", "localhost:8081", true)]
    [InlineData("file://", "http", "localhost:8081", true)]
    [InlineData("chrome-extension://localhost:8081", "http", "localhost:8081", true)]
    [InlineData("http://localhost:8081", "http", "", true)]
    public void Else_the_origin_is_held_against_the_host(string origin, string scheme, string host, bool another)
    {
        var request = Request(("Origin", origin));
        request.Scheme = scheme;
        request.Host = new HostString(host);
        Assert.Equal(another, CrossSiteRequest.IsFromAnotherSite(request));
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("HEAD", false)]
    [InlineData("OPTIONS", false)]
    [InlineData("TRACE", false)]
    [InlineData("POST", true)]
    [InlineData("PUT", true)]
    [InlineData("PATCH", true)]
    [InlineData("DELETE", true)]
    [InlineData("QUERY", true)]
    [InlineData("BREW", true)]
    public void What_is_not_known_to_be_safe_may_change_something(string method, bool may) =>
        Assert.Equal(may, CrossSiteRequest.MayChangeSomething(method));

    private static HttpRequest Request(params (string Name, StringValues Value)[] headers)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = "http";
        request.Host = new HostString("localhost:8081");
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        return request;
    }
}
