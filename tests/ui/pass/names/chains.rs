//! Long chains of sets: declared together, and each by itself. Declared apart they may be some hundred long, or rustc's
//! recursion limit ends it, which its message says.

use confluence_sdk::{Basic, Client, OAuth};

pub mod together {
    confluence_sdk::scopes! {
        pub struct S0 = "read:page:confluence", other("x");
        pub struct S1 = S0; pub struct S2 = S1; pub struct S3 = S2; pub struct S4 = S3; pub struct S5 = S4; pub struct S6 = S5;
        pub struct S7 = S6; pub struct S8 = S7; pub struct S9 = S8; pub struct S10 = S9; pub struct S11 = S10; pub struct S12 = S11;
        pub struct S13 = S12; pub struct S14 = S13; pub struct S15 = S14; pub struct S16 = S15; pub struct S17 = S16; pub struct S18 = S17;
        pub struct S19 = S18; pub struct S20 = S19; pub struct S21 = S20; pub struct S22 = S21; pub struct S23 = S22; pub struct S24 = S23;
        pub struct S25 = S24; pub struct S26 = S25; pub struct S27 = S26; pub struct S28 = S27; pub struct S29 = S28; pub struct S30 = S29;
        pub struct S31 = S30; pub struct S32 = S31; pub struct S33 = S32; pub struct S34 = S33; pub struct S35 = S34; pub struct S36 = S35;
        pub struct S37 = S36; pub struct S38 = S37; pub struct S39 = S38; pub struct S40 = S39; pub struct S41 = S40; pub struct S42 = S41;
        pub struct S43 = S42; pub struct S44 = S43; pub struct S45 = S44; pub struct S46 = S45; pub struct S47 = S46; pub struct S48 = S47;
        pub struct S49 = S48; pub struct S50 = S49; pub struct S51 = S50; pub struct S52 = S51; pub struct S53 = S52; pub struct S54 = S53;
        pub struct S55 = S54; pub struct S56 = S55; pub struct S57 = S56; pub struct S58 = S57; pub struct S59 = S58; pub struct S60 = S59;
        pub struct S61 = S60; pub struct S62 = S61; pub struct S63 = S62; pub struct S64 = S63; pub struct S65 = S64; pub struct S66 = S65;
        pub struct S67 = S66; pub struct S68 = S67; pub struct S69 = S68; pub struct S70 = S69; pub struct S71 = S70; pub struct S72 = S71;
        pub struct S73 = S72; pub struct S74 = S73; pub struct S75 = S74; pub struct S76 = S75; pub struct S77 = S76; pub struct S78 = S77;
        pub struct S79 = S78; pub struct S80 = S79; pub struct S81 = S80; pub struct S82 = S81; pub struct S83 = S82; pub struct S84 = S83;
        pub struct S85 = S84; pub struct S86 = S85; pub struct S87 = S86; pub struct S88 = S87; pub struct S89 = S88; pub struct S90 = S89;
        pub struct S91 = S90; pub struct S92 = S91; pub struct S93 = S92; pub struct S94 = S93; pub struct S95 = S94; pub struct S96 = S95;
        pub struct S97 = S96; pub struct S98 = S97; pub struct S99 = S98; pub struct S100 = S99; pub struct S101 = S100; pub struct S102 = S101;
        pub struct S103 = S102; pub struct S104 = S103; pub struct S105 = S104; pub struct S106 = S105; pub struct S107 = S106; pub struct S108 = S107;
        pub struct S109 = S108; pub struct S110 = S109; pub struct S111 = S110; pub struct S112 = S111; pub struct S113 = S112; pub struct S114 = S113;
        pub struct S115 = S114; pub struct S116 = S115; pub struct S117 = S116; pub struct S118 = S117; pub struct S119 = S118; pub struct S120 = S119;
        pub struct S121 = S120; pub struct S122 = S121; pub struct S123 = S122; pub struct S124 = S123; pub struct S125 = S124; pub struct S126 = S125;
        pub struct S127 = S126; pub struct S128 = S127; pub struct S129 = S128; pub struct S130 = S129; pub struct S131 = S130; pub struct S132 = S131;
        pub struct S133 = S132; pub struct S134 = S133; pub struct S135 = S134; pub struct S136 = S135; pub struct S137 = S136; pub struct S138 = S137;
        pub struct S139 = S138; pub struct S140 = S139; pub struct S141 = S140; pub struct S142 = S141; pub struct S143 = S142; pub struct S144 = S143;
        pub struct S145 = S144; pub struct S146 = S145; pub struct S147 = S146; pub struct S148 = S147; pub struct S149 = S148; pub struct S150 = S149;
    }
    confluence_sdk::permissions! {
        pub struct P0 = View(Space);
        pub struct P1 = P0; pub struct P2 = P1; pub struct P3 = P2; pub struct P4 = P3; pub struct P5 = P4; pub struct P6 = P5;
        pub struct P7 = P6; pub struct P8 = P7; pub struct P9 = P8; pub struct P10 = P9; pub struct P11 = P10; pub struct P12 = P11;
        pub struct P13 = P12; pub struct P14 = P13; pub struct P15 = P14; pub struct P16 = P15; pub struct P17 = P16; pub struct P18 = P17;
        pub struct P19 = P18; pub struct P20 = P19; pub struct P21 = P20; pub struct P22 = P21; pub struct P23 = P22; pub struct P24 = P23;
        pub struct P25 = P24; pub struct P26 = P25; pub struct P27 = P26; pub struct P28 = P27; pub struct P29 = P28; pub struct P30 = P29;
        pub struct P31 = P30; pub struct P32 = P31; pub struct P33 = P32; pub struct P34 = P33; pub struct P35 = P34; pub struct P36 = P35;
        pub struct P37 = P36; pub struct P38 = P37; pub struct P39 = P38; pub struct P40 = P39; pub struct P41 = P40; pub struct P42 = P41;
        pub struct P43 = P42; pub struct P44 = P43; pub struct P45 = P44; pub struct P46 = P45; pub struct P47 = P46; pub struct P48 = P47;
        pub struct P49 = P48; pub struct P50 = P49; pub struct P51 = P50; pub struct P52 = P51; pub struct P53 = P52; pub struct P54 = P53;
        pub struct P55 = P54; pub struct P56 = P55; pub struct P57 = P56; pub struct P58 = P57; pub struct P59 = P58; pub struct P60 = P59;
        pub struct P61 = P60; pub struct P62 = P61; pub struct P63 = P62; pub struct P64 = P63; pub struct P65 = P64; pub struct P66 = P65;
        pub struct P67 = P66; pub struct P68 = P67; pub struct P69 = P68; pub struct P70 = P69; pub struct P71 = P70; pub struct P72 = P71;
        pub struct P73 = P72; pub struct P74 = P73; pub struct P75 = P74; pub struct P76 = P75; pub struct P77 = P76; pub struct P78 = P77;
        pub struct P79 = P78; pub struct P80 = P79; pub struct P81 = P80; pub struct P82 = P81; pub struct P83 = P82; pub struct P84 = P83;
        pub struct P85 = P84; pub struct P86 = P85; pub struct P87 = P86; pub struct P88 = P87; pub struct P89 = P88; pub struct P90 = P89;
        pub struct P91 = P90; pub struct P92 = P91; pub struct P93 = P92; pub struct P94 = P93; pub struct P95 = P94; pub struct P96 = P95;
        pub struct P97 = P96; pub struct P98 = P97; pub struct P99 = P98; pub struct P100 = P99; pub struct P101 = P100; pub struct P102 = P101;
        pub struct P103 = P102; pub struct P104 = P103; pub struct P105 = P104; pub struct P106 = P105; pub struct P107 = P106; pub struct P108 = P107;
        pub struct P109 = P108; pub struct P110 = P109; pub struct P111 = P110; pub struct P112 = P111; pub struct P113 = P112; pub struct P114 = P113;
        pub struct P115 = P114; pub struct P116 = P115; pub struct P117 = P116; pub struct P118 = P117; pub struct P119 = P118; pub struct P120 = P119;
        pub struct P121 = P120; pub struct P122 = P121; pub struct P123 = P122; pub struct P124 = P123; pub struct P125 = P124; pub struct P126 = P125;
        pub struct P127 = P126; pub struct P128 = P127; pub struct P129 = P128; pub struct P130 = P129; pub struct P131 = P130; pub struct P132 = P131;
        pub struct P133 = P132; pub struct P134 = P133; pub struct P135 = P134; pub struct P136 = P135; pub struct P137 = P136; pub struct P138 = P137;
        pub struct P139 = P138; pub struct P140 = P139; pub struct P141 = P140; pub struct P142 = P141; pub struct P143 = P142; pub struct P144 = P143;
        pub struct P145 = P144; pub struct P146 = P145; pub struct P147 = P146; pub struct P148 = P147; pub struct P149 = P148; pub struct P150 = P149;
    }
}

macro_rules! apart {
    ($($set:ident of $part:ident,)*) => {
        $(confluence_sdk::scopes! { pub struct $set = $part, "read:space:confluence"; })*
    };
}
pub mod apart {
    confluence_sdk::scopes! { pub struct S0 = granular for confluence_sdk::v2::op::GetPages, other("x"); }
    apart! {
        S1 of S0, S2 of S1, S3 of S2, S4 of S3, S5 of S4, S6 of S5, S7 of S6, S8 of S7,
        S9 of S8, S10 of S9, S11 of S10, S12 of S11, S13 of S12, S14 of S13, S15 of S14, S16 of S15,
        S17 of S16, S18 of S17, S19 of S18, S20 of S19, S21 of S20, S22 of S21, S23 of S22, S24 of S23,
        S25 of S24, S26 of S25, S27 of S26, S28 of S27, S29 of S28, S30 of S29, S31 of S30, S32 of S31,
        S33 of S32, S34 of S33, S35 of S34, S36 of S35, S37 of S36, S38 of S37, S39 of S38, S40 of S39,
        S41 of S40, S42 of S41, S43 of S42, S44 of S43, S45 of S44, S46 of S45, S47 of S46, S48 of S47,
        S49 of S48, S50 of S49, S51 of S50, S52 of S51, S53 of S52, S54 of S53, S55 of S54, S56 of S55,
        S57 of S56, S58 of S57, S59 of S58, S60 of S59, S61 of S60, S62 of S61, S63 of S62, S64 of S63,
        S65 of S64, S66 of S65, S67 of S66, S68 of S67, S69 of S68, S70 of S69, S71 of S70, S72 of S71,
        S73 of S72, S74 of S73, S75 of S74, S76 of S75, S77 of S76, S78 of S77, S79 of S78, S80 of S79,
        S81 of S80, S82 of S81, S83 of S82, S84 of S83, S85 of S84, S86 of S85, S87 of S86, S88 of S87,
        S89 of S88, S90 of S89, S91 of S90, S92 of S91, S93 of S92, S94 of S93, S95 of S94, S96 of S95,
        S97 of S96, S98 of S97, S99 of S98, S100 of S99,
    }
}

macro_rules! wide {
    ($($set:ident)*) => {
        confluence_sdk::scopes! { $(pub struct $set = "read:page:confluence";)* }
        confluence_sdk::scopes! { pub struct All = $($set),*; }
    };
}
pub mod wide {
    wide! {
        S0 S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 S12 S13 S14 S15
        S16 S17 S18 S19 S20 S21 S22 S23 S24 S25 S26 S27 S28 S29 S30 S31
        S32 S33 S34 S35 S36 S37 S38 S39 S40 S41 S42 S43 S44 S45 S46 S47
        S48 S49 S50 S51 S52 S53 S54 S55 S56 S57 S58 S59 S60 S61 S62 S63
        S64 S65 S66 S67 S68 S69 S70 S71 S72 S73 S74 S75 S76 S77 S78 S79
        S80 S81 S82 S83 S84 S85 S86 S87 S88 S89 S90 S91 S92 S93 S94 S95
        S96 S97 S98 S99 S100 S101 S102 S103 S104 S105 S106 S107 S108 S109 S110 S111
        S112 S113 S114 S115 S116 S117 S118 S119 S120 S121 S122 S123 S124 S125 S126 S127
        S128 S129 S130 S131 S132 S133 S134 S135 S136 S137 S138 S139 S140 S141 S142 S143
        S144 S145 S146 S147 S148 S149
    }
}

fn run(together: &Client<OAuth<together::S150>>, apart: &Client<OAuth<apart::S100>>, wide: &Client<OAuth<wide::All>>) {
    let _ = together.pages().get_pages();
    let _ = together.at_most::<together::P150>().pages().get_pages();
    let _ = apart.pages().get_pages();
    let _ = apart.narrow::<apart::S99>();
    let _ = wide.pages().get_pages();
}
