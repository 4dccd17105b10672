//! The infrastructure as it is written down.

/// A backup as it is written down: its name, platform, VMs.
pub(super) struct BackupPlan {
    pub(super) name: &'static str,
    pub(super) platform: &'static str,
    pub(super) vms: &'static [&'static str],
}

/// A server as it is written down. The ids are those of the documented samples.
pub(super) struct ServerPlan {
    pub(super) id: u128,
    pub(super) name: &'static str,
    pub(super) repositories: [(&'static str, &'static str, i64); 2],
    pub(super) backups: [BackupPlan; 2],
}

const TIB: i64 = 1 << 40;

pub(super) const SERVERS: [ServerPlan; 4] = [
    ServerPlan {
        id: 0xce15_a8c7_aa49_495e_b05b_ee33_98c9_1018,
        name: "srv02.tech.local",
        repositories: [
            ("Default Backup Repository", "WinLocal", 8 * TIB),
            ("Scale-out Backup Repository 2", "AmazonS3Compatible", -1),
        ],
        backups: [
            BackupPlan {
                name: "File Servers",
                platform: "VMware",
                vms: &["srv04", "fileserver-münchen", "fileserver02", "print01"],
            },
            BackupPlan {
                name: "Infrastructure",
                platform: "VMware",
                vms: &["dc01", "dc02", "mail02", "websrv01", "crm01", "dbserver01", "intranet07"],
            },
        ],
    },
    ServerPlan {
        id: 0xa490_c017_2c1c_40ee_8bcf_73bc_ce6a_b36f,
        name: "enterprise01.tech.local",
        repositories: [
            ("Linux Hardened 01", "LinuxLocal", 24 * TIB),
            ("Scale-out Backup Repository 1", "AmazonS3Compatible", -1),
        ],
        backups: [
            BackupPlan {
                name: "Linux Daily",
                platform: "VMware",
                vms: &["ubuntu88", "gitlab01", "web-frontend-03", "monitor01"],
            },
            BackupPlan {
                name: "ERP Production",
                platform: "VMware",
                vms: &["erp-app-01", "erp-app-02", "erp-db-01", "sap-hana-02"],
            },
        ],
    },
    ServerPlan {
        id: 0xbe21_c981_7353_4896_8b69_0bf3_00c0_5337,
        name: "172.17.53.1",
        repositories: [
            ("Branch NAS", "CifsShare", 4 * TIB),
            ("Branch Archive", "WinLocal", 12 * TIB),
        ],
        backups: [
            BackupPlan {
                name: "Branch Office",
                platform: "HyperV",
                vms: &["fileserver01", "oracle03", "branch-dc01"],
            },
            BackupPlan {
                name: "Branch Desktops",
                platform: "HyperV",
                vms: &["vdi-pool-07", "vdi-pool-12"],
            },
        ],
    },
    ServerPlan {
        id: 0x1594_2270_fb56_4dcc_96e9_5f80_e472_5a15,
        name: "localhost",
        repositories: [
            ("Backup Volume 02", "WinLocal", 2 * TIB),
            ("USB Rotation", "WinLocal", TIB),
        ],
        backups: [
            BackupPlan {
                name: "Hyper-V Lab",
                platform: "HyperV",
                vms: &["sql01-hv", "test-win11"],
            },
            BackupPlan {
                name: "Lab Linux",
                platform: "HyperV",
                vms: &["alma9-build", "k3s-node-1"],
            },
        ],
    },
];

/// VMs whose newest restore point has the id of a documented sample.
pub(super) const DOCUMENTED_POINTS: [(&str, u128); 3] = [
    ("srv04", 0xfb87_163e_687d_4006_96c9_0451_b542_3b85),
    ("ubuntu88", 0x6c95_8531_3177_4055_b0ce_dc4e_f1ce_6433),
    ("fileserver01", 0xd2bf_ab92_7286_454e_ada5_55dd_8146_d462),
];

/// What the names of further VMs begin with.
const ROLES: [&str; 9] = ["app", "web", "sql", "file", "term", "mail", "build", "vdi", "cache"];

/// The name of a VM that is not written down, by its place among all.
pub(super) fn further_name(place: usize) -> String {
    let role = ROLES.get(place % ROLES.len()).unwrap_or(&"vm");
    format!("{role}-{place:03}")
}
